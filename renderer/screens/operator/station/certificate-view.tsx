import { useTranslation } from 'react-i18next';
import type { CertificateRenewal } from '../../../../shared/certificate-renewal.ts';
import { renewalStepWords } from '../../../../shared/certificate-renewal-words.ts';
import { connectFailureText } from '../../../../shared/connection-words.ts';
import { formatLocale } from '../../../../shared/language.ts';
import { Button } from '../../../components/button.tsx';
import { withHeldNames } from '../../../languages/texts.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { AdministratorCode, StepList } from '../administered-steps.tsx';
import styles from './connect.module.css';
import { microsoftsClient } from './connect-plan-form.tsx';
import { Facts, PageBody } from './station-page.tsx';
import type { Renewing } from './use-certificate.ts';

/** A day in words. */
export function useDay(): (atMs: number) => string {
  const language = useKiosk((state) => state.language);
  const format = new Intl.DateTimeFormat(formatLocale(language), { dateStyle: 'long' });
  return (atMs) => format.format(atMs);
}

/** The certificate that the station signs in with: until when it is good, and its renewal step by step. */
export function CertificateView({ renewal, isBusy, hasFailed, ask }: Renewing) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  if (renewal === undefined) {
    return (
      <PageBody name={t('certificate.title')} isBusy>
        {null}
      </PageBody>
    );
  }
  const { phase, steps, code } = renewal;
  return (
    <PageBody
      name={t('certificate.title')}
      isWide={steps.length > 0}
      foot={<CertificateFoot {...{ renewal, isBusy, ask }} />}
    >
      <div className={styles.split} data-certificate={phase}>
        <div className={styles.beside}>
          <Standing renewal={renewal} />
          {steps.length === 0 ? null : (
            <StepList
              name={t('connect.steps')}
              steps={steps.map((one) => ({ ...one, words: renewalStepWords[one.step][language] }))}
            />
          )}
        </div>
        <div className={styles.beside}>
          <AdministratorCode code={code} />
          <RenewalTrouble renewal={renewal} />
          <Former renewal={renewal} />
          <Kept renewal={renewal} />
          {hasFailed ? (
            <p className={styles.problem} role="alert">
              {t('connect.failed')}
            </p>
          ) : null}
          <CertificateFacts renewal={renewal} />
        </div>
      </div>
    </PageBody>
  );
}

function Standing({ renewal: { phase, isDue, certificate, daysLeft = 0, administrator } }: RenewalProps) {
  const { t } = useTranslation();
  const day = useDay();
  const ends = { date: day(certificate?.endsAtMs ?? 0) };
  const client = administrator.isMicrosofts ? microsoftsClient : administrator.clientId;
  if (phase === 'renewed') {
    return (
      <div className={styles.explanation} data-tone="good" role="status">
        <p className={styles.heading}>{t('certificate.renewed.title')}</p>
        <p className={styles.body}>{t('certificate.renewed.body', ends)}</p>
      </div>
    );
  }
  return (
    <>
      <div className={styles.explanation} data-tone={isDue ? undefined : 'good'} data-due={isDue}>
        <p className={styles.heading}>{daysLeft < 0 ? t('certificate.over.title') : t('certificate.until', ends)}</p>
        <p className={styles.body}>
          {daysLeft < 0
            ? t('certificate.over.body')
            : t(isDue ? 'certificate.due' : 'certificate.good', { count: daysLeft })}
        </p>
      </div>
      {phase === 'idle' ? <p className={styles.body}>{t('certificate.how', { client })}</p> : null}
    </>
  );
}

interface RenewalProps {
  readonly renewal: CertificateRenewal;
}

function RenewalTrouble({ renewal: { phase, problem } }: RenewalProps) {
  const language = useKiosk((state) => state.language);
  const { t } = useTranslation();
  if (phase !== 'stopped' || problem === undefined) return null;
  const { meaning, whatToDo, facts } = connectFailureText(problem, language);
  return (
    <div className={styles.explanation} role="alert" data-problem={problem.code}>
      <p className={styles.heading}>{withHeldNames(meaning)}</p>
      <p className={styles.body}>{withHeldNames(whatToDo)}</p>
      {facts === '' ? null : <Facts facts={[[t('connect.support'), facts]]} />}
    </div>
  );
}

/** One of before that is still taken by the sign-in server, and what was in the way of taking it out. */
function Former({ renewal: { phase, former } }: RenewalProps) {
  const language = useKiosk((state) => state.language);
  const { t } = useTranslation();
  const day = useDay();
  if (former === undefined || phase === 'working') return null;
  const { problem, endsAtMs, thumbprintSha256 } = former;
  // That an administrator has to do it is said by the sentence before.
  const told = problem?.code === 'administrator-needed' ? undefined : problem;
  const words = told === undefined ? undefined : connectFailureText(told, language);
  return (
    <div className={styles.explanation} role="status" data-former={problem?.code ?? 'left'}>
      <p className={styles.heading}>{t('certificate.former.title')}</p>
      <p className={styles.body}>{withHeldNames(t('certificate.former.body', { date: day(endsAtMs) }))}</p>
      {words === undefined ? null : <p className={styles.body}>{withHeldNames(words.meaning)}</p>}
      <Facts
        facts={[
          [t('certificate.former.thumbprint'), thumbprintSha256],
          ...(words === undefined || words.facts === '' ? [] : ([[t('connect.support'), words.facts]] as const)),
        ]}
      />
    </div>
  );
}

/** One of before that was handed over: nobody but its owner knows who else signs in with it. */
function Kept({ renewal: { phase, kept } }: RenewalProps) {
  const { t } = useTranslation();
  const day = useDay();
  if (kept === undefined || phase === 'working') return null;
  return (
    <div className={styles.explanation} data-tone="good" role="status" data-kept>
      <p className={styles.heading}>{t('certificate.kept.title')}</p>
      <p className={styles.body}>{withHeldNames(t('certificate.kept.body', { date: day(kept.endsAtMs) }))}</p>
      <Facts facts={[[t('certificate.former.thumbprint'), kept.thumbprintSha256]]} />
    </div>
  );
}

function CertificateFacts({ renewal: { certificate, next } }: RenewalProps) {
  const { t } = useTranslation();
  const day = useDay();
  if (certificate === undefined) return null;
  return (
    <Facts
      facts={[
        [t('connect.facts.ends'), day(certificate.endsAtMs)],
        [t('connect.facts.thumbprint'), certificate.thumbprintSha256],
        ...(next === undefined
          ? []
          : ([
              [t('certificate.nextEnds'), day(next.endsAtMs)],
              [t('certificate.next'), next.thumbprintSha256],
            ] as const)),
      ]}
    />
  );
}

function CertificateFoot({ renewal, isBusy, ask }: RenewalProps & Pick<Renewing, 'isBusy' | 'ask'>) {
  const { t } = useTranslation();
  const renew = () => void ask((commands) => commands['certificate.renew']({}));
  switch (renewal.phase) {
    case 'none':
      return null;
    case 'renewed':
      return <RemoveFormer {...{ renewal, isBusy, ask }} />;
    case 'working':
      return (
        <Button isPending={isBusy} onPress={() => void ask((commands) => commands['certificate.stop']({}))}>
          {t('connect.stop')}
        </Button>
      );
    case 'idle':
    case 'stopped':
      return (
        <>
          <Button look={renewal.isDue ? 'primary' : 'quiet'} isPending={isBusy} onPress={renew}>
            {t(renewal.phase === 'idle' ? 'certificate.renew' : 'connect.continue')}
          </Button>
          {renewal.isDue ? null : <RemoveFormer {...{ renewal, isBusy, ask }} />}
        </>
      );
  }
}

function RemoveFormer({ renewal, isBusy, ask }: RenewalProps & Pick<Renewing, 'isBusy' | 'ask'>) {
  const { t } = useTranslation();
  if (renewal.former === undefined) return null;
  return (
    <Button isPending={isBusy} onPress={() => void ask((commands) => commands['certificate.removeFormer']({}))}>
      {t('certificate.former.remove')}
    </Button>
  );
}
