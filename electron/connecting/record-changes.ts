import type { ConnectPlan, ConnectStep } from '../../shared/connection.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { registrationNameOf } from './connection-view.ts';

/** A record whose registration is to be made (anew): the key stays. */
export function unregistered({
  applicationId: _a,
  clientId: _c,
  principalId: _p,
  ...kept
}: ConnectionRecord): ConnectionRecord {
  return { ...kept, done: kept.done.filter((step) => step === 'key') };
}

/** A record to begin a plan with. */
export function freshRecord(
  plan: ConnectPlan,
  parts: { readonly randomId: () => string; readonly stationName: string },
  before: ConnectionRecord | undefined,
): ConnectionRecord {
  // One station, one registration, for as long as the directory has it: another plan changes that one.
  const isThere = before !== undefined && before.phase !== 'removed';
  const uniqueName = isThere ? before.uniqueName : `photo-kiosk-${parts.randomId()}`;
  return {
    version: 1,
    uniqueName,
    registrationName: registrationNameOf(parts.stationName),
    plan,
    done: [],
    phase: 'open',
    ...(isThere && before.applicationId !== undefined ? { applicationId: before.applicationId } : {}),
  };
}

/** Of what is done: the key alone. */
export function keyStep({ done }: ConnectionRecord): ConnectStep[] {
  return done.filter((step) => step === 'key');
}
