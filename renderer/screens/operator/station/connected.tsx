import { useTranslation } from 'react-i18next';
import { formatLocale } from '../../../../shared/language.ts';
import { Button } from '../../../components/button.tsx';
import { useKiosk, useSnapshot } from '../../../store/kiosk-context.tsx';
import type { Typed } from '../rosters/person-finder.tsx';
import styles from './connect.module.css';
import { ConnectTrouble, ConnectWaysOut } from './connect-progress.tsx';
import { Facts, PageBody } from './station-page.tsx';
import { TrialPhoto } from './trial-photo.tsx';
import type { ConnectPageProps } from './use-connection.ts';

/** The registration that the station runs on, and what is left to do. */
export function Connected(
  props: ConnectPageProps & {
    /** Who is looked for, for the test photo. */
    readonly typed: Typed;
    readonly onSignIn: () => void;
  },
) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { signInMode, signIn, demo } = useSnapshot();
  const { connection, ask, onOther, onSignIn } = props;
  const { plan, registrationName, tenantId = '', clientId = '', permissions, certificate } = connection;
  const date = new Intl.DateTimeFormat(formatLocale(language), { dateStyle: 'long' });
  const needsOperator = signInMode === 'operator' && signIn.kind === 'signed-out';
  return (
    <PageBody
      name={t('connect.title')}
      foot={
        <>
          {needsOperator ? (
            <Button look="primary" onPress={onSignIn}>
              {t('connect.connected.toSignIn')}
            </Button>
          ) : null}
          <ConnectWaysOut {...{ connection, ask, onOther }} other={t('connect.anew')} />
        </>
      }
    >
      <div className={styles.explanation} data-tone="good" data-connect="connected">
        <p className={styles.heading}>{t('connect.connected.title')}</p>
        <p className={styles.body}>
          {plan?.cloud === 'demo' ? t('connect.connected.rehearsed') : t('connect.connected.body')}
        </p>
        {needsOperator ? <p className={styles.body}>{t('connect.connected.operator')}</p> : null}
        {signInMode === 'self-service' ? <p className={styles.body}>{t('connect.connected.selfService')}</p> : null}
      </div>
      <ConnectTrouble connection={connection} />
      {props.hasFailed ? (
        <p className={styles.problem} role="alert">
          {demo === undefined ? t('connect.failed') : t('connect.notRenewed')}
        </p>
      ) : null}
      {/* Until the switch is answered it is still the station before that would search. */}
      {props.isBusy ? null : <TrialPhoto typed={props.typed} />}
      <Facts
        facts={[
          [t('connect.facts.registration'), <bdi key="name">{registrationName}</bdi>],
          [t('connect.facts.tenant'), tenantId],
          [t('connect.facts.client'), clientId],
          [t('connect.facts.permissions'), permissions.join(', ')],
          ...(certificate === undefined
            ? []
            : ([
                [t('connect.facts.ends'), date.format(certificate.endsAtMs)],
                [t('connect.facts.thumbprint'), certificate.thumbprintSha256],
              ] as const)),
        ]}
      />
    </PageBody>
  );
}
