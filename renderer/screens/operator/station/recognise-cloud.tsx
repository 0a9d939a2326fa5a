import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectCloud, Recognition } from '../../../../shared/connection.ts';
import { connectCloudWords } from '../../../../shared/connection-words.ts';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { withHeldNames } from '../../../languages/texts.ts';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import styles from './connect.module.css';

/** For whoever does not know in which cloud their company is: its domain says so. */
export function RecogniseCloud({ onCloud }: { readonly onCloud: (cloud: ConnectCloud) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [typed, setTyped] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [found, setFound] = useState<Recognition>();
  async function ask() {
    if (typed.trim() === '' || isBusy) return;
    setIsBusy(true);
    setFound(undefined);
    const reply = await api.commands['connect.recognise']({ typed }).catch(() => undefined);
    setIsBusy(false);
    const next = reply?.kind === 'ok' ? reply.value : ({ kind: 'offline' } as const);
    setFound(next);
    if (next.kind === 'recognised') onCloud(next.cloud);
  }
  return (
    <div className={styles.beside} data-testid="recognise">
      <TextField
        label={t('connect.recognise.label')}
        value={typed}
        onChange={setTyped}
        onEnter={() => void ask()}
        maxLength={320}
      />
      <div className={styles.ways}>
        <Button isPending={isBusy} isDisabled={typed.trim() === ''} onPress={() => void ask()}>
          {t('connect.recognise.ask')}
        </Button>
      </div>
      {found === undefined ? null : <Found found={found} />}
    </div>
  );
}

function Found({ found }: { readonly found: Recognition }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  if (found.kind !== 'recognised') {
    return (
      <p className={styles.problem} role="alert">
        {t(`connect.recognise.${found.kind}`)}
      </p>
    );
  }
  const { domain, cloud } = found;
  return (
    <p className={styles.good} role="status">
      {withHeldNames(t('connect.recognise.recognised', { domain, cloud: connectCloudWords[cloud][language] }))}
    </p>
  );
}
