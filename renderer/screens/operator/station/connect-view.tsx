import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectPlan } from '../../../../shared/connection.ts';
import { ConnectByHand } from './connect-by-hand.tsx';
import { ConnectPlanForm } from './connect-plan-form.tsx';
import { ConnectProgress } from './connect-progress.tsx';
import { Connected } from './connected.tsx';
import { PageBody } from './station-page.tsx';
import { useConnection } from './use-connection.ts';

/** Connecting the station with a company's Microsoft 365: which way, the steps, and what came of it. */
export function ConnectView({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useTranslation();
  const connecting = useConnection();
  const [isChoosing, setIsChoosing] = useState(false);
  // The station that it has become signs in anew, and the test photo's field is gone until then: what is typed stays.
  const typed = useState('');
  const { connection, ask } = connecting;
  if (connection === undefined) {
    return (
      <PageBody name={t('connect.title')} isBusy>
        {null}
      </PageBody>
    );
  }
  const { phase, plan } = connection;
  const page = { ...connecting, connection, onOther: () => setIsChoosing(true) };
  if (isChoosing || phase === 'none' || phase === 'removed' || plan === undefined) {
    const begin = async (next: ConnectPlan) => {
      if (await ask((commands) => commands['connect.begin'](next))) setIsChoosing(false);
    };
    return <ConnectPlanForm {...page} onBegin={begin} />;
  }
  if (phase === 'connected') return <Connected {...page} typed={typed} onSignIn={onSignIn} />;
  if (phase === 'stopped' && plan.manner === 'by-hand') return <ConnectByHand {...page} />;
  return <ConnectProgress {...page} />;
}
