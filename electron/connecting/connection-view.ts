import {
  type ConnectFailure,
  type Connection,
  type ConnectStep,
  connectTargets,
  stepsOf,
} from '../../shared/connection.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import type { CheckLine } from '../../shared/station-check.ts';
import { shownCode } from './administrator.ts';
import type { ConnectionRecord } from './connection-record.ts';
import type { NeededPermission } from './registration.ts';
import { certificateFacts } from './station-certificate.ts';

/** Everything that the view is made of. */
export interface ConnectionFacts {
  readonly record: ConnectionRecord | undefined;
  readonly phase: Connection['phase'];
  readonly doing: ConnectStep | undefined;
  readonly problem: ConnectFailure | undefined;
  readonly check: readonly CheckLine[] | undefined;
  readonly administrator: SignInState | undefined;
}

/** What of the view is the same for the whole life of a station. */
export interface ConnectionSurroundings {
  readonly stationName: string;
  readonly administratorClient: Connection['administrator'];
  readonly canRehearse: boolean;
  readonly hasOwnCloud: boolean;
  readonly permissionsFor: (plan: ConnectionRecord['plan']) => readonly NeededPermission[];
}

const administered: readonly ConnectStep[] = ['registration', 'principal', 'permissions'];

/** Whether anything is left that only an administrator can do. */
export function needsAdministrator(record: ConnectionRecord | undefined): boolean {
  if (record === undefined) return false;
  return stepsOf(record.plan).some((step) => administered.includes(step) && !record.done.includes(step));
}

/** What the registration of a station is called. */
export function registrationNameOf(stationName: string): string {
  return `Photo kiosk – ${stationName}`;
}

function stepState(step: ConnectStep, facts: ConnectionFacts): Connection['steps'][number]['state'] {
  const { record, doing, problem, administrator } = facts;
  if (step === doing) return problem === undefined ? 'doing' : 'failed';
  const isDone = step === 'sign-in' ? administrator?.kind === 'signed-in' || !needsAdministrator(record) : false;
  return isDone || record?.done.includes(step) === true ? 'done' : 'to-do';
}

/** Where people sign in themselves it is their own photo, and there is nothing to choose. */
function offersOf({ permissionsFor }: ConnectionSurroundings): Connection['offers'] {
  return (['application', 'operator'] as const).flatMap((way) =>
    connectTargets.map((target) => {
      const plan = { way, cloud: 'global', manner: 'guided', targets: [target] } as const;
      return { way, target, permissions: permissionsFor({ ...plan, targets: [target] }).map(({ name }) => name) };
    }),
  );
}

/** Where connecting stands, for a screen or a terminal. */
export function viewConnection(facts: ConnectionFacts, surroundings: ConnectionSurroundings): Connection {
  const { record, phase, problem, check, administrator } = facts;
  const certificate = record?.certificatePem === undefined ? undefined : certificateFacts(record.certificatePem);
  const isResting = phase !== 'working' && phase !== 'removing' && phase !== 'removed';
  return {
    phase,
    registrationName: record?.registrationName ?? registrationNameOf(surroundings.stationName),
    administrator: surroundings.administratorClient,
    steps: record === undefined ? [] : stepsOf(record.plan).map((step) => ({ step, state: stepState(step, facts) })),
    permissions: record === undefined ? [] : surroundings.permissionsFor(record.plan).map(({ name }) => name),
    offers: offersOf(surroundings),
    canRemove: isResting && record?.applicationId !== undefined,
    canRehearse: surroundings.canRehearse,
    hasOwnCloud: surroundings.hasOwnCloud,
    ...(record === undefined ? {} : { plan: record.plan }),
    ...shownCode(administrator),
    ...(problem === undefined ? {} : { problem }),
    ...(check === undefined ? {} : { check: [...check] }),
    ...(record?.tenantId === undefined ? {} : { tenantId: record.tenantId }),
    ...(record?.clientId === undefined ? {} : { clientId: record.clientId }),
    ...(certificate === undefined
      ? {}
      : { certificate: { thumbprintSha256: certificate.thumbprintSha256, endsAtMs: certificate.endsAtMs } }),
  };
}
