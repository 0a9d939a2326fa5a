import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pinLengths } from '../../../../shared/settings-editing.ts';
import { Button } from '../../../components/button.tsx';
import { useSnapshot } from '../../../store/kiosk-context.tsx';
import { Confirmation } from '../confirmation.tsx';
import { PageBody } from '../station/station-page.tsx';
import { PinFields, usePinPair } from './pin-pair.tsx';
import styles from './settings.module.css';
import type { SettingsDesk } from './use-settings.ts';

type Said = 'short' | 'differ' | 'done' | 'removed' | 'failed';

/** The PIN of the operator's screens: typed twice, kept as a hash alone. */
export function PinForm({ desk }: { readonly desk: SettingsDesk }) {
  const { t } = useTranslation();
  const { station, mustKeepPin = false } = useSnapshot();
  const pair = usePinPair();
  const [said, setSaid] = useState<Said>();
  const [isAsking, setIsAsking] = useState(false);

  async function put(pin: string | undefined) {
    setSaid(undefined);
    const written = await desk.write((commands) => commands['settings.setPin'](pin === undefined ? {} : { pin }));
    pair.clear();
    setSaid(written?.kind === 'saved' ? (pin === undefined ? 'removed' : 'done') : 'failed');
  }
  function set() {
    const misfit = pair.misfit();
    if (misfit !== undefined) return setSaid(misfit);
    void put(pair.first);
  }
  const count = pinLengths.shortest;
  return (
    <PageBody
      name={t('settings.pin.title')}
      foot={
        isAsking ? (
          <div className={styles.ask}>
            <Confirmation
              title={t('settings.pin.ask.title')}
              body={t('settings.pin.ask.body')}
              confirm={t('settings.pin.ask.confirm')}
              keep={t('settings.pin.ask.keep')}
              onConfirm={() => {
                setIsAsking(false);
                void put(undefined);
              }}
              onKeep={() => setIsAsking(false)}
            />
          </div>
        ) : (
          <>
            <Button look="primary" isPending={desk.isBusy} isDisabled={pair.first === ''} onPress={set}>
              {t('settings.pin.set')}
            </Button>
            {station.hasOperatorPin && !mustKeepPin ? (
              <span data-last="">
                <Button look="plain" onPress={() => setIsAsking(true)}>
                  {t('settings.pin.remove')}
                </Button>
              </span>
            ) : null}
          </>
        )
      }
    >
      <p className={styles.body}>{t('settings.pin.body', { count })}</p>
      {mustKeepPin ? <p className={styles.body}>{t('settings.pin.stays')}</p> : null}
      <PinFields pair={pair} />
      {said === undefined ? null : (
        <p
          className={said === 'done' || said === 'removed' ? styles.good : styles.problem}
          role="status"
          data-testid="pin-said"
        >
          {said === 'failed' ? t('settings.failed') : t(`settings.pin.${said}`, { count })}
        </p>
      )}
    </PageBody>
  );
}
