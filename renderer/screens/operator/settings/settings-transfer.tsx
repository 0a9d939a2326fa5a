import { Download, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentLimit } from '../../../../shared/settings-editing.ts';
import { Button } from '../../../components/button.tsx';
import { download } from '../../../components/download.ts';
import { useApi } from '../../../store/kiosk-context.tsx';
import { PageBody } from '../station/station-page.tsx';
import styles from './settings.module.css';
import type { SettingsDesk } from './use-settings.ts';

type Problems = readonly { readonly at: string; readonly expected: string; readonly actual: string }[];

/** A copy never has one of its own. */
const pinPath = 'station.operatorPinHash';

/** The settings as a file without anything secret, and such a file of another station. */
export function SettingsTransfer({ desk }: { readonly desk: SettingsDesk }) {
  const { t } = useTranslation();
  const api = useApi();
  const input = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<Problems>([]);
  const [said, setSaid] = useState<'taken' | 'needsPin' | 'failed'>();

  async function save() {
    setSaid(undefined);
    const reply = await api.commands['settings.export']({}).catch(() => undefined);
    if (reply?.kind !== 'ok') return setSaid('failed');
    download(new TextEncoder().encode(reply.value.document), 'photo-kiosk-settings-TIME.json');
  }
  async function take(file: File) {
    setSaid(undefined);
    setProblems([]);
    const document = file.size > documentLimit ? undefined : await file.text().catch(() => undefined);
    if (document === undefined) return setSaid('failed');
    const written = await desk.write((commands) => commands['settings.import']({ document }));
    // Nothing is wrong with the copy.
    const lacksPin = written?.kind === 'invalid' && written.problems.every(({ at }) => at === pinPath);
    if (lacksPin) return setSaid('needsPin');
    if (written?.kind === 'invalid') setProblems(written.problems);
    setSaid(written?.kind === 'saved' ? 'taken' : 'failed');
  }
  return (
    <PageBody name={t('settings.transfer.title')}>
      <p className={styles.body}>{t('settings.transfer.body')}</p>
      <div className={styles.ways}>
        <Button icon={Download} onPress={() => void save()}>
          {t('settings.transfer.export')}
        </Button>
      </div>
      <p className={styles.body}>{t('settings.transfer.importBody')}</p>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept="application/json,.json"
        tabIndex={-1}
        aria-label={t('settings.transfer.import')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) void take(file);
          // The same file may be chosen again once it is mended.
          event.target.value = '';
        }}
      />
      <div className={styles.ways}>
        <Button icon={FileUp} isPending={desk.isBusy} onPress={() => input.current?.click()}>
          {t('settings.transfer.import')}
        </Button>
      </div>
      {problems.map(({ at, expected, actual }) => (
        <p key={`${at} ${expected}`} className={styles.problem} role="alert">
          <bdi className={styles.path}>{at}</bdi> {t('settings.expected', { expected, actual })}
        </p>
      ))}
      {said === undefined ? null : (
        <p className={said === 'taken' ? styles.good : styles.problem} role="status" data-testid="transfer-said">
          {said === 'failed' ? t('settings.failed') : t(`settings.transfer.${said}`)}
        </p>
      )}
    </PageBody>
  );
}
