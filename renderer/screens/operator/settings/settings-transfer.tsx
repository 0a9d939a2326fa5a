import { Download, FileUp, QrCode as QrIcon, ScanQrCode } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentLimit, type SettingsPreview } from '../../../../shared/settings-editing.ts';
import { Button } from '../../../components/button.tsx';
import { download } from '../../../components/download.ts';
import { useApi } from '../../../store/kiosk-context.tsx';
import { PageBody } from '../station/station-page.tsx';
import styles from './settings.module.css';
import { CodeReading } from './settings-code-reading.tsx';
import { CodeShow } from './settings-code-show.tsx';
import { codesOf } from './settings-codes.ts';
import { readCopy } from './settings-copy.ts';
import { CopyPreview } from './settings-preview.tsx';
import type { SettingsDesk } from './use-settings.ts';

/** A copy never has one of its own. */
const pinPath = 'station.operatorPinHash';

type Said = 'taken' | 'needsPin' | 'failed' | 'tooMuch' | 'broken' | { readonly tooLong: string };

interface Copy {
  readonly document: string;
  readonly preview: SettingsPreview;
}

/** The settings as a file or as codes without anything secret, and such a copy of another station, seen before it is taken over. */
export function SettingsTransfer({ desk }: { readonly desk: SettingsDesk }) {
  const { t } = useTranslation();
  const transfer = useTransfer(desk);
  const { codes, isReading, copy, said } = transfer;
  const input = useRef<HTMLInputElement>(null);
  return (
    <PageBody name={t('settings.transfer.title')}>
      <p className={styles.body}>{t('settings.transfer.body')}</p>
      <div className={styles.ways}>
        <Button icon={Download} onPress={() => void transfer.save()}>
          {t('settings.transfer.export')}
        </Button>
        <Button icon={QrIcon} onPress={() => void transfer.showCodes()}>
          {t(codes === undefined ? 'settings.transfer.showCodes' : 'settings.transfer.hideCodes')}
        </Button>
      </div>
      {codes === undefined ? null : <CodeShow codes={codes} />}
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
          if (file !== undefined) void transfer.look(file);
          // The same file may be chosen again once it is mended.
          event.target.value = '';
        }}
      />
      <div className={styles.ways}>
        <Button icon={FileUp} isPending={desk.isBusy} onPress={() => input.current?.click()}>
          {t('settings.transfer.import')}
        </Button>
        <Button icon={ScanQrCode} onPress={transfer.readCodes}>
          {t(isReading ? 'settings.transfer.stopReading' : 'settings.transfer.readCodes')}
        </Button>
      </div>
      {isReading ? <CodeReading onDocument={transfer.lookAt} onBroken={() => transfer.say('broken')} /> : null}
      {copy === undefined ? null : (
        <CopyPreview
          preview={copy.preview}
          isBusy={desk.isBusy}
          onTake={() => void transfer.take(copy.document)}
          onLeave={transfer.leave}
        />
      )}
      {said === undefined ? null : (
        <p className={said === 'taken' ? styles.good : styles.problem} role="status" data-testid="transfer-said">
          {typeof said === 'object'
            ? t('settings.transfer.tooLong', { expected: `≤ ${documentLimit}`, actual: said.tooLong })
            : said === 'failed'
              ? t('settings.failed')
              : t(`settings.transfer.${said}`)}
        </p>
      )}
    </PageBody>
  );
}

function useTransfer(desk: SettingsDesk) {
  const api = useApi();
  const [codes, setCodes] = useState<readonly string[]>();
  const [isReading, setIsReading] = useState(false);
  const [copy, setCopy] = useState<Copy>();
  const [said, setSaid] = useState<Said>();

  function begin() {
    setSaid(undefined);
    setCopy(undefined);
    setIsReading(false);
    setCodes(undefined);
  }
  function say(what: Said) {
    begin();
    setSaid(what);
  }
  async function exported(): Promise<string | undefined> {
    begin();
    const reply = await api.commands['settings.export']({}).catch(() => undefined);
    if (reply?.kind !== 'ok') say('failed');
    return reply?.kind === 'ok' ? reply.value.document : undefined;
  }
  async function lookAt(document: string) {
    begin();
    const reply = await api.commands['settings.preview']({ document }).catch(() => undefined);
    if (reply?.kind !== 'ok') return say('failed');
    const preview = reply.value;
    // Nothing is wrong with the copy.
    if (preview.kind === 'invalid' && preview.problems.every(({ at }) => at === pinPath)) return say('needsPin');
    setCopy({ document, preview });
  }
  return {
    ...{ codes, isReading, copy, said, say },
    async save() {
      const document = await exported();
      if (document !== undefined) {
        download(new TextEncoder().encode(document), 'photo-kiosk-settings-TIME.json');
      }
    },
    async showCodes() {
      if (codes !== undefined) return begin();
      const document = await exported();
      if (document === undefined) return;
      // Without the spaces that a file is read with.
      const made = await codesOf(JSON.stringify(JSON.parse(document)));
      if (made === undefined) say('tooMuch');
      else setCodes(made);
    },
    readCodes() {
      begin();
      setIsReading(!isReading);
    },
    lookAt: (document: string) => void lookAt(document),
    async look(file: File) {
      const read = await readCopy(file);
      if (typeof read === 'string') await lookAt(read);
      else say(read ?? 'failed');
    },
    leave: begin,
    async take(document: string) {
      const written = await desk.write((commands) => commands['settings.import']({ document }));
      if (written?.kind === 'invalid') {
        setCopy({ document, preview: { kind: 'invalid', problems: written.problems } });
      } else say(written?.kind === 'saved' ? 'taken' : 'failed');
    },
  };
}
