import { assertNever } from '../../shared/assert-never.ts';
import type { ConnectFailure, ConnectStep } from '../../shared/connection.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { CheckLine } from '../../shared/station-check.ts';
import type { Clock } from '../ports.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { type CallDirectory, type CallFailure, connectFailureOf, patiently } from './directory-call.ts';
import {
  addCertificate,
  assignRoles,
  ensurePrincipal,
  grantScopes,
  type NeededPermission,
  permissionIds,
  readGraphPermissions,
  upsertRegistration,
} from './registration.ts';
import { certificateName, type MakeKeyPair, makeStationKey, type StationKey } from './station-certificate.ts';
import { type Trial, trialFailure, untilTrial } from './station-trial.ts';

/** The station as it would be: what it signs in with, and where. */
export interface Candidate {
  readonly plan: ConnectionRecord['plan'];
  readonly tenantId: string;
  readonly clientId: string;
  readonly key?: StationKey;
}

/** What steps do beyond the directory; each is a function of the core. */
export interface StepPorts {
  /** Absent: new ones of this machine. */
  readonly makeKeyPair?: MakeKeyPair | undefined;
  readonly clock: Clock;
  readonly permissionsFor: (plan: ConnectionRecord['plan']) => readonly NeededPermission[];
  /** What plans take, whichever it is: what of this the registration holds beyond its plan is taken back, and nothing else. */
  readonly ofAnyPlan: readonly NeededPermission[];
  /** A certificate of the station stands in its registration. Resolves with whether that is kept. */
  readonly noteCertificate: (clientId: string, certificatePem: string, keyId?: string) => Promise<boolean>;
  readonly tryStation: (candidate: Candidate) => Promise<Trial>;
  readonly checkStation: (candidate: Candidate) => Promise<CheckLine[]>;
}

/** What a step works on, and what it tells while it works. */
export interface StepContext {
  readonly record: ConnectionRecord;
  readonly ports: StepPorts;
  /** As the signed-in administrator; absent before the sign-in. */
  readonly call?: CallDirectory;
  /** Somebody stopped, or the station goes down: nothing further is asked. */
  readonly isOver: () => boolean;
  readonly onCheck: (lines: readonly CheckLine[]) => void;
}

/** What a step adds to the record. */
type Stepped = Result<Partial<ConnectionRecord>, ConnectFailure>;

/** The steps that this file does; signing in, typing answers and the switch belong to the machine around it. */
export type DirectoryStep = Exclude<ConnectStep, 'sign-in' | 'answers' | 'settings'>;

/** Does one step, looking first: repeating it after a kill at any point changes nothing that is right already. */
export function runStep(step: DirectoryStep, context: StepContext): Promise<Stepped> {
  switch (step) {
    case 'key':
      return makeKey(context);
    case 'registration':
      return register(context);
    case 'principal':
      return makePrincipal(context);
    case 'permissions':
      return consent(context);
    case 'token':
      return awaitToken(context);
    case 'check':
      return look(context);
    default:
      return assertNever(step, 'step');
  }
}

async function makeKey({ record, ports }: StepContext): Promise<Stepped> {
  if (record.key !== undefined) return ok({});
  const key = await makeStationKey(certificateName(record.registrationName), ports.clock.nowMs(), ports.makeKeyPair);
  return ok({ key, certificatePem: key.certificatePem });
}

/** Where no sentence says more, the administrator is asked to sign in (again). */
const signInAgain: Result<never, ConnectFailure> = err({ code: 'sign-in' });

async function asked<Value>(
  { ports, isOver }: StepContext,
  step: ConnectStep,
  call: () => Promise<Result<Value, CallFailure>>,
): Promise<Result<Value, ConnectFailure>> {
  const answer = await patiently(ports.clock, isOver, call);
  return answer.kind === 'ok' ? answer : err(connectFailureOf(answer.error, step));
}

async function register(context: StepContext): Promise<Stepped> {
  const { record, ports, call } = context;
  if (call === undefined) return signInAgain;
  const graph = await asked(context, 'registration', () => readGraphPermissions(call));
  if (graph.kind === 'error') return graph;
  const ids = permissionIds(graph.value, ports.permissionsFor(record.plan));
  if (ids.kind === 'error') return err({ code: 'permission-unknown', reason: ids.error });
  const { uniqueName, registrationName: displayName, plan, key } = record;
  const isPublicClient = plan.way !== 'application';
  const made = await asked(context, 'registration', () =>
    upsertRegistration(call, { uniqueName, displayName, isPublicClient, permissions: ids.value }),
  );
  if (made.kind === 'error' || key === undefined) return made;
  const { applicationId } = made.value;
  const added = await asked(context, 'registration', () =>
    addCertificate(call, applicationId, key.certificatePem, displayName),
  );
  if (added.kind === 'error') return added;
  const isNoted = await ports.noteCertificate(made.value.clientId, key.certificatePem, added.value.keyId);
  return isNoted ? made : err({ code: 'not-kept' });
}

async function makePrincipal(context: StepContext): Promise<Stepped> {
  const { record, call } = context;
  const { clientId } = record;
  if (call === undefined || clientId === undefined) return signInAgain;
  const principal = await asked(context, 'principal', () => ensurePrincipal(call, clientId));
  return principal.kind === 'ok' ? ok({ principalId: principal.value }) : principal;
}

async function consent(context: StepContext): Promise<Stepped> {
  const { record, ports, call } = context;
  const { principalId } = record;
  if (call === undefined || principalId === undefined) return signInAgain;
  const graph = await asked(context, 'permissions', () => readGraphPermissions(call));
  if (graph.kind === 'error') return graph;
  const { resourceId } = graph.value;
  const ids = permissionIds(graph.value, ports.permissionsFor(record.plan));
  if (ids.kind === 'error') return err({ code: 'permission-unknown', reason: ids.error });
  const roles = ids.value.filter(({ permission }) => permission.kind === 'application').map(({ id }) => id);
  const scopes = ids.value
    .filter(({ permission }) => permission.kind === 'delegated')
    .map(({ permission }) => permission.name);
  const { ofAnyPlan } = ports;
  const granted = await asked(context, 'permissions', async () => {
    // Another plan before this one may have left permissions of the other kind.
    const assigned = await assignRoles(call, principalId, resourceId, {
      wanted: roles,
      ofAnyPlan: ofAnyPlan.filter(({ kind }) => kind === 'application').flatMap((one) => graph.value.idOf(one) ?? []),
    });
    if (assigned.kind === 'error' || (scopes.length === 0 && record.plan.way === 'application')) return assigned;
    return grantScopes(call, principalId, resourceId, {
      wanted: scopes,
      ofAnyPlan: ofAnyPlan.filter(({ kind }) => kind === 'delegated').map(({ name }) => name),
    });
  });
  return granted.kind === 'ok' ? ok({}) : granted;
}

/** The candidate of a record that has everything it needs. */
export function candidateOf({ plan, tenantId, clientId, key }: ConnectionRecord): Candidate | undefined {
  if (tenantId === undefined || clientId === undefined) return undefined;
  return { plan, tenantId, clientId, ...(key === undefined ? {} : { key }) };
}

/** Waits until a token of the station's own carries every permission. By hand nobody is kept waiting: what is wrong is said. */
async function awaitToken({ record, ports, isOver }: StepContext): Promise<Stepped> {
  const candidate = candidateOf(record);
  if (candidate === undefined) return signInAgain;
  const needed = ports.permissionsFor(record.plan).map(({ name }) => name);
  const isGuided = record.plan.manner === 'guided';
  const failure = await untilTrial({
    clock: ports.clock,
    isOver,
    isPatient: isGuided,
    tryOnce: () => ports.tryStation(candidate),
    failureOf: (trial) => trialFailure(trial, needed),
  });
  return failure === undefined ? ok({}) : err(failure);
}

/** Runs the station check with what would be; its lines are shown, and only what nobody can go on with stops here. */
async function look({ record, ports, onCheck }: StepContext): Promise<Stepped> {
  const candidate = candidateOf(record);
  if (candidate === undefined) return signInAgain;
  onCheck(await ports.checkStation(candidate));
  return ok({});
}
