import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocale } from '../../../../shared/language.ts';
import type { SupportLog } from '../../../../shared/support-log.ts';
import { Button } from '../../../components/button.tsx';
import { download } from '../../../components/download.ts';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import styles from './connect.module.css';
import { Facts, PageBody } from './station-page.tsx';

/** The station's log for whoever helps from afar: first what is in it, word for word, then a file of all of it. */
export function LogView() {
  const { t } = useTranslation();
  const api = useApi();
  const [log, setLog] = useState<SupportLog>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isWanted = true;
    void api.commands['station.log']({})
      .catch(() => undefined)
      .then((reply) => {
        if (!isWanted) return;
        if (reply?.kind === 'ok') setLog(reply.value.log);
        else setHasFailed(true);
      });
    return () => {
      isWanted = false;
    };
  }, [api]);
  async function save() {
    setHasFailed(false);
    const reply = await api.commands['station.saveLog']({}).catch(() => undefined);
    if (reply?.kind !== 'ok') return setHasFailed(true);
    download(reply.value.log, 'photo-kiosk-TIME.log');
  }
  const isEmpty = log?.lineCount === 0;
  return (
    <PageBody
      name={t('supportLog.title')}
      isBusy={log === undefined && !hasFailed}
      foot={
        log === undefined || isEmpty ? undefined : (
          <Button look="primary" icon={Download} onPress={() => void save()}>
            {t('supportLog.save')}
          </Button>
        )
      }
    >
      <p className={styles.body}>{isEmpty ? t('supportLog.empty') : t('supportLog.body')}</p>
      {hasFailed ? (
        <p className={styles.problem} role="alert">
          {t('supportLog.failed')}
        </p>
      ) : null}
      {log === undefined || isEmpty ? null : <Contents log={log} />}
    </PageBody>
  );
}

function Contents({ log: { lineCount, sizeBytes, fromMs, toMs, events, lastLines } }: { readonly log: SupportLog }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const locale = formatLocale(language);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const number = new Intl.NumberFormat(locale);
  const size = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte' }).format(Math.ceil(sizeBytes / 1000));
  return (
    <>
      <Facts
        facts={[
          ...(fromMs === undefined ? [] : ([[t('supportLog.from'), time.format(fromMs)]] as const)),
          ...(toMs === undefined ? [] : ([[t('supportLog.to'), time.format(toMs)]] as const)),
          [t('supportLog.lines'), number.format(lineCount)],
          [t('supportLog.size'), size],
        ]}
      />
      <h3 className={styles.heading}>{t('supportLog.kinds')}</h3>
      <Facts facts={events.map(({ event, count }) => [event, number.format(count)] as const)} />
      <h3 className={styles.heading}>{t('supportLog.last', { count: lastLines.length })}</h3>
      <pre className={styles.script} dir="ltr" data-testid="log-lines">
        {lastLines.join('\n')}
      </pre>
    </>
  );
}
