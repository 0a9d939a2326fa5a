import { Copy, Download, QrCode as QrIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectSheet } from '../../../../shared/connection.ts';
import { Button } from '../../../components/button.tsx';
import { ChoiceList } from '../../../components/choice-list.tsx';
import { copySelection } from '../../../components/copy-selection.ts';
import { download } from '../../../components/download.ts';
import { PrintButton } from '../../../components/print-button.tsx';
import { PrintSheet } from '../../../components/print-sheet.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import styles from './connect.module.css';
import { ConnectTrouble, ConnectWaysOut } from './connect-progress.tsx';
import { PageBody } from './station-page.tsx';
import type { ConnectPageProps } from './use-connection.ts';

const shells = [
  { value: 'azureCli', words: 'Azure CLI', file: 'photo-kiosk-register-TIME.sh' },
  { value: 'powerShell', words: 'PowerShell', file: 'photo-kiosk-register-TIME.ps1' },
] as const;
type Shell = (typeof shells)[number]['value'];

/** What an administrator enters elsewhere, everything filled in, and the two IDs that they type back. */
export function ConnectByHand(props: ConnectPageProps) {
  const { t } = useTranslation();
  const { connection, ask, onOther } = props;
  const sheet = useSheet();
  const answers = useAnswers(props);
  return (
    <PageBody
      name={t('connect.title')}
      foot={
        <>
          <Button look="primary" isPending={props.isBusy} isDisabled={!answers.isWhole} onPress={answers.check}>
            {t('connect.hand.check')}
          </Button>
          {sheet === undefined ? null : <PrintButton look="plain" file="photo-kiosk-register-TIME.pdf" />}
          <ConnectWaysOut {...{ connection, ask, onOther }} />
        </>
      }
    >
      <ConnectTrouble connection={connection} />
      {sheet === undefined ? null : (
        <>
          <h3 className={styles.heading}>{t('connect.hand.title')}</h3>
          <HandSteps sheet={sheet} />
          <Script sheet={sheet} />
          <PrintSheet>
            <h1>{t('connect.title')}</h1>
            <HandSteps sheet={sheet} />
            <h2>Azure CLI</h2>
            <pre dir="ltr">{sheet.azureCli}</pre>
            <h2>PowerShell</h2>
            <pre dir="ltr">{sheet.powerShell}</pre>
          </PrintSheet>
        </>
      )}
      <h3 className={styles.heading}>{t('connect.hand.answers')}</h3>
      {answers.fields.map(({ name, value, set, isMisfit }) => (
        <div key={name}>
          <TextField label={t(`connect.facts.${name}`)} value={value} onChange={set} maxLength={260} />
          {isMisfit ? (
            <p className={styles.problem} role="alert">
              {t(`connect.hand.misfit.${name}Id`)}
            </p>
          ) : null}
        </div>
      ))}
      {props.hasFailed ? (
        <p className={styles.problem} role="alert">
          {t('connect.failed')}
        </p>
      ) : null}
    </PageBody>
  );
}

function useSheet(): ConnectSheet | undefined {
  const api = useApi();
  const [sheet, setSheet] = useState<ConnectSheet>();
  useEffect(() => {
    let isWanted = true;
    void api.commands['connect.sheet']({})
      .catch(() => undefined)
      .then((reply) => {
        if (isWanted && reply?.kind === 'ok') setSheet(reply.value.sheet);
      });
    return () => {
      isWanted = false;
    };
  }, [api]);
  return sheet;
}

function useAnswers({ connection, ask }: ConnectPageProps) {
  const [tenant, setTenant] = useState(connection.tenantId ?? '');
  const [client, setClient] = useState(connection.clientId ?? '');
  const [misfit, setMisfit] = useState<'tenantId' | 'clientId'>();
  const change = (set: (value: string) => void) => (value: string) => {
    setMisfit(undefined);
    set(value);
  };
  return {
    isWhole: tenant.trim() !== '' && client.trim() !== '',
    check: () =>
      void ask(async (commands) => {
        const reply = await commands['connect.answer']({ tenantId: tenant, clientId: client });
        if (reply.kind === 'ok') setMisfit(reply.value.misfit);
        return reply;
      }),
    fields: [
      { name: 'tenant', value: tenant, set: change(setTenant), isMisfit: misfit === 'tenantId' },
      { name: 'client', value: client, set: change(setClient), isMisfit: misfit === 'clientId' },
    ] as const,
  };
}

function HandSteps({ sheet }: { readonly sheet: ConnectSheet }) {
  const { t } = useTranslation();
  const kind = sheet.permissions.some((one) => one.kind === 'application') ? 'application' : 'delegated';
  return (
    <ol className={styles.hand}>
      <HandStep words={t('connect.hand.register')}>
        <p className={styles.value}>
          <bdi>{sheet.registrationName}</bdi>
        </p>
      </HandStep>
      {sheet.certificatePem === undefined ? null : (
        <HandStep words={t('connect.hand.certificate')}>
          <p className={styles.small}>
            {t('connect.facts.thumbprint')}: {sheet.thumbprintSha256}
          </p>
          <Certificate pem={sheet.certificatePem} />
        </HandStep>
      )}
      {sheet.isPublicClient ? <HandStep words={t('connect.hand.publicClient')} /> : null}
      <HandStep words={t(`connect.hand.${kind}`)}>
        <p className={styles.value}>{sheet.permissions.map(({ name }) => name).join(', ')}</p>
      </HandStep>
    </ol>
  );
}

function HandStep({ words, children }: { readonly words: string; readonly children?: ReactNode }) {
  return (
    <li className={styles.handStep}>
      <div className={styles.handWords}>
        <p>{words}</p>
        {children}
      </div>
    </li>
  );
}

/** The certificate's public part: as a file, or for whoever is at another machine as a code. */
function Certificate({ pem }: { readonly pem: string }) {
  const { t } = useTranslation();
  const [hasCode, setHasCode] = useState(false);
  return (
    <>
      <div className={styles.ways}>
        <Button
          icon={Download}
          onPress={() => download(new TextEncoder().encode(pem), 'photo-kiosk-certificate-TIME.cer')}
        >
          {t('connect.hand.saveCertificate')}
        </Button>
        <Button look="plain" icon={QrIcon} onPress={() => setHasCode(!hasCode)}>
          {hasCode ? t('operator.queue.hideCode') : t('operator.queue.toPhone')}
        </Button>
      </div>
      {hasCode ? (
        <div className={styles.textCode}>
          <QrCode text={pem} name={t('operator.queue.toPhoneHint')} />
          <p className={styles.small}>{t('operator.queue.toPhoneHint')}</p>
        </div>
      ) : null}
    </>
  );
}

function Script({ sheet }: { readonly sheet: ConnectSheet }) {
  const { t } = useTranslation();
  const [shell, setShell] = useState<Shell>('azureCli');
  const [isCopied, setIsCopied] = useState(false);
  const shown = useRef<HTMLPreElement>(null);
  const { file } = shells.find(({ value }) => value === shell) ?? shells[0];
  return (
    <section className={styles.beside} aria-label={t('connect.hand.shell')}>
      <p className={styles.body}>{t('connect.hand.script')}</p>
      <ChoiceList
        name={t('connect.hand.shell')}
        look="pills"
        choices={shells}
        value={shell}
        onChange={(next) => {
          setIsCopied(false);
          setShell(next);
        }}
      />
      <div className={styles.ways}>
        <Button icon={Download} onPress={() => download(new TextEncoder().encode(sheet[shell]), file)}>
          {t('connect.hand.saveScript')}
        </Button>
        <Button
          look="plain"
          icon={Copy}
          onPress={() => setIsCopied(shown.current !== null && copySelection(shown.current))}
        >
          {isCopied ? t('operator.queue.copied') : t('operator.queue.copy')}
        </Button>
      </div>
      <pre ref={shown} className={styles.script} dir="ltr" data-testid="script">
        {sheet[shell]}
      </pre>
    </section>
  );
}
