import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../../shared/connection.ts';
import { connectFailureText, connectStepWords } from '../../../../shared/connection-words.ts';
import { pinLengths } from '../../../../shared/settings-editing.ts';
import { Button } from '../../../components/button.tsx';
import { withHeldNames } from '../../../languages/texts.ts';
import { useKiosk, useSnapshot } from '../../../store/kiosk-context.tsx';
import { AdministratorCode, StepList } from '../administered-steps.tsx';
import { CheckLines } from '../check-view.tsx';
import { Confirmation } from '../confirmation.tsx';
import { PinFields, usePinPair } from '../settings/pin-pair.tsx';
import styles from './connect.module.css';
import { Facts, PageBody } from './station-page.tsx';
import type { ConnectPageProps } from './use-connection.ts';

/** Every step with its state, the administrator's code while one is wanted, and what is in the way. */
export function ConnectProgress(props: ConnectPageProps) {
  const { t } = useTranslation();
  const { connection } = props;
  const { phase, check = [] } = connection;
  const isRed = check.some(({ light }) => light === 'red');
  const pin = useFirstPin(connection);
  return (
    <PageBody name={t('connect.title')} isWide foot={<ProgressFoot {...props} pin={pin} />}>
      <div className={styles.split} data-connect={phase}>
        <div className={styles.beside}>
          <Steps connection={connection} />
        </div>
        <div className={styles.beside}>
          {phase === 'removing' ? <p className={styles.heading}>{t('connect.remove.doing')}</p> : null}
          <AdministratorCode code={connection.code} />
          <ConnectTrouble connection={connection} />
          {phase === 'checked' ? <Checked connection={connection} isRed={isRed} /> : null}
          {phase === 'checked' && pin.isWanted ? <FirstPin pin={pin} /> : null}
          {props.hasFailed ? (
            <p className={styles.problem} role="alert">
              {t('connect.failed')}
            </p>
          ) : null}
        </div>
      </div>
      {check.length > 0 && (isRed || phase === 'checked') ? (
        <CheckLines lines={check.filter(({ light }) => light !== 'skipped')} />
      ) : null}
    </PageBody>
  );
}

function Steps({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return (
    <StepList
      name={t('connect.steps')}
      steps={connection.steps.map((one) => ({ ...one, words: connectStepWords[one.step][language] }))}
    />
  );
}

/** Why a step was not done, what to do, and what stands in the directory by now. */
export function ConnectTrouble({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { phase, problem, plan, canRemove, registrationName } = connection;
  const words = problem === undefined ? undefined : connectFailureText(problem, language);
  // What the administrator does elsewhere is not the station's to tell.
  const isOurs = phase === 'stopped' && plan?.manner === 'guided';
  if (words === undefined && !isOurs) return null;
  return (
    <div className={styles.explanation} role="alert" data-problem={problem?.code ?? 'none'}>
      {words === undefined ? null : (
        <>
          <p className={styles.heading}>{withHeldNames(words.meaning)}</p>
          <p className={styles.body}>{withHeldNames(words.whatToDo)}</p>
        </>
      )}
      {isOurs ? (
        <p className={styles.small}>
          {canRemove ? t('connect.made', { name: registrationName }) : t('connect.nothingMade')}
        </p>
      ) : null}
      {words === undefined || words.facts === '' ? null : <Facts facts={[[t('connect.support'), words.facts]]} />}
    </div>
  );
}

function Checked({ connection, isRed }: { readonly connection: Connection; readonly isRed: boolean }) {
  const { t } = useTranslation();
  const { plan, permissions, tenantId = '', registrationName } = connection;
  return (
    <>
      <div className={styles.explanation} data-tone="good" role="status">
        <p className={styles.heading}>{t('connect.checked.title')}</p>
        <p className={styles.body}>
          {plan?.cloud === 'demo' ? t('connect.checked.rehearsed') : t('connect.checked.body')}
        </p>
        {isRed ? <p className={styles.problem}>{t('connect.checked.attention')}</p> : null}
      </div>
      <Facts
        facts={[
          [t('connect.facts.registration'), <bdi key="name">{registrationName}</bdi>],
          [t('connect.facts.tenant'), tenantId],
          [t('connect.facts.permissions'), permissions.join(', ')],
        ]}
      />
    </>
  );
}

/** The PIN that a station in a lobby is switched over with, where it has none. */
function useFirstPin({ plan }: Connection) {
  const { needsPin = false } = useSnapshot();
  const pair = usePinPair();
  const [misfit, setMisfit] = useState<ReturnType<typeof pair.misfit>>();
  // A rehearsal writes no settings.
  const isWanted = needsPin && plan?.cloud !== 'demo';
  return {
    ...{ pair, misfit, isWanted },
    /** What to send along; `undefined`: something is to be mended first. */
    taken(): { readonly pin?: string } | undefined {
      if (!isWanted) return {};
      const wrong = pair.misfit();
      setMisfit(wrong);
      return wrong === undefined ? { pin: pair.first } : undefined;
    },
  };
}
type FirstPinEntry = ReturnType<typeof useFirstPin>;

function FirstPin({ pin: { pair, misfit } }: { readonly pin: FirstPinEntry }) {
  const { t } = useTranslation();
  const count = pinLengths.shortest;
  return (
    <section className={styles.beside} data-testid="first-pin">
      <p className={styles.heading}>{t('connect.pin.title')}</p>
      <p className={styles.body}>{t('connect.pin.body', { count })}</p>
      <PinFields pair={pair} />
      {misfit === undefined ? null : (
        <p className={styles.problem} role="alert">
          {t(`settings.pin.${misfit}`, { count })}
        </p>
      )}
    </section>
  );
}

function ProgressFoot({ connection, isBusy, ask, onOther, pin }: ConnectPageProps & { readonly pin: FirstPinEntry }) {
  const { t } = useTranslation();
  const { phase, steps } = connection;
  const isSwitching = phase === 'working' && steps.some(({ step, state }) => step === 'settings' && state === 'doing');
  if (isSwitching) {
    return (
      <Button look="primary" isPending onPress={() => undefined}>
        {t('connect.finishing')}
      </Button>
    );
  }
  if (phase === 'working' || phase === 'removing') {
    return (
      <Button isPending={isBusy} onPress={() => void ask((commands) => commands['connect.stop']({}))}>
        {t('connect.stop')}
      </Button>
    );
  }
  if (phase === 'checked') {
    return (
      <>
        <Button
          look="primary"
          isPending={isBusy}
          onPress={() => {
            const taken = pin.taken();
            if (taken !== undefined) void ask((commands) => commands['connect.finish'](taken));
          }}
        >
          {isBusy ? t('connect.finishing') : t('connect.finish')}
        </Button>
        <ConnectWaysOut {...{ connection, ask, onOther }} />
      </>
    );
  }
  return (
    <>
      <Button look="primary" isPending={isBusy} onPress={() => void ask((commands) => commands['connect.proceed']({}))}>
        {t('connect.continue')}
      </Button>
      <ConnectWaysOut {...{ connection, ask, onOther }} />
    </>
  );
}

/** Another way, or nothing at all: what was created can be taken back. */
export function ConnectWaysOut({
  connection,
  ask,
  onOther,
  other,
}: Pick<ConnectPageProps, 'connection' | 'ask' | 'onOther'> & { readonly other?: string }) {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  if (isAsking) {
    return (
      <div className={styles.ask}>
        <Confirmation
          title={t('connect.remove.ask.title')}
          body={t('connect.remove.ask.body')}
          confirm={t('connect.remove.ask.confirm')}
          keep={t('connect.remove.ask.keep')}
          onConfirm={() => {
            setIsAsking(false);
            void ask((commands) => commands['connect.remove']({}));
          }}
          onKeep={() => setIsAsking(false)}
        />
      </div>
    );
  }
  return (
    <>
      <Button look="plain" onPress={onOther}>
        {other ?? t('connect.other')}
      </Button>
      {connection.canRemove ? (
        <span data-last="">
          <Button look="plain" onPress={() => setIsAsking(true)}>
            {t('connect.remove.start')}
          </Button>
        </span>
      ) : null}
    </>
  );
}
