import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectCloud, Recognition } from '../../../../shared/connection.ts';
import { connectCloudWords } from '../../../../shared/connection-words.ts';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { withHeldNames } from '../../../languages/texts.ts';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import styles from './connect.module.css';
import { createRecogniser, type Recogniser, type Recognising } from './recognition.ts';

/** Where finding the cloud stands, and the ways to ask and to choose otherwise. `choose` must be stable. */
export function useRecogniser(choose: (cloud: ConnectCloud) => void): Recogniser & Recognising {
  const api = useApi();
  const [now, show] = useState<Recognising>({ isBusy: false });
  const recogniser = useMemo(
    () =>
      createRecogniser({
        async recognise(typed) {
          const reply = await api.commands['connect.recognise']({ typed });
          return reply.kind === 'ok' ? reply.value : undefined;
        },
        show,
        choose,
      }),
    [api, choose],
  );
  return { ...recogniser, ...now };
}

/** For whoever does not know in which cloud their company is: its domain says so. */
export function RecogniseCloud({ recogniser }: { readonly recogniser: Recogniser & Recognising }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { isBusy, found } = recogniser;
  function ask() {
    if (typed.trim() !== '' && !isBusy) void recogniser.ask(typed);
  }
  return (
    <div className={styles.beside} data-testid="recognise">
      <TextField label={t('connect.recognise.label')} value={typed} onChange={setTyped} onEnter={ask} maxLength={320} />
      <div className={styles.ways}>
        <Button isPending={isBusy} isDisabled={typed.trim() === ''} onPress={ask}>
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
