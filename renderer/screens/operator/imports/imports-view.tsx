import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportLook } from '../../../../shared/import-contract.ts';
import { Button } from '../../../components/button.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import rosters from '../rosters/rosters.module.css';
import { ImportRun } from './import-run.tsx';
import { ImportSource } from './import-source.tsx';

/** Pictures that exist already: where they are, what each will become, and how far the saving is. */
export function ImportsView() {
  const { t } = useTranslation();
  const { look, hasFailed, read } = useImportLook();
  if (look === undefined) {
    return hasFailed ? (
      <div className={rosters.more}>
        <p>{t('imports.problem.other')}</p>
        <Button onPress={() => void read()}>{t('common.tryAgain')}</Button>
      </div>
    ) : null;
  }
  return look.running === undefined ? (
    <ImportSource look={look} onChanged={read} />
  ) : (
    <ImportRun key={look.running.progress.id} running={look.running} onChanged={read} />
  );
}

/** What is there, kept up with the news; read whole again when another part of the work begins. */
function useImportLook() {
  const api = useApi();
  const [look, setLook] = useState<ImportLook>();
  const [hasFailed, setHasFailed] = useState(false);
  const read = useCallback(async () => {
    const reply = await api.commands['imports.look']({}).catch(() => undefined);
    setHasFailed(reply?.kind !== 'ok');
    if (reply?.kind === 'ok') setLook(reply.value);
  }, [api]);
  useEffect(
    () =>
      api.events['imports.changed'](({ progress }) => {
        setLook((now) => (now?.running === undefined ? now : { ...now, running: { ...now.running, progress } }));
      }),
    [api],
  );
  const phase = look?.running?.progress.phase;
  // biome-ignore lint/correctness/useExhaustiveDependencies: why it ended, and what is missing, comes with the phase
  useEffect(() => void read(), [read, phase]);
  return { look, hasFailed, read };
}
