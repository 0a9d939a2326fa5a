import {
  type ConnectFailure,
  type Connection,
  type ConnectPlan,
  type ConnectStep,
  stepsOf,
} from '../../shared/connection.ts';
import type { Unsubscribe } from '../../shared/contract.ts';
import { createListeners } from '../../shared/listeners.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { CheckLine } from '../../shared/station-check.ts';
import type { Cipher, Log } from '../ports.ts';
import { type Administrator, isAnsweredBySignIn } from './administrator.ts';
import { createAdministratorSeat } from './administrator-seat.ts';
import { type ConnectionRecord, connectionRecordSchema } from './connection-record.ts';
import { type Candidate, candidateOf, type DirectoryStep, runStep, type StepPorts } from './connection-steps.ts';
import { type ConnectionSurroundings, needsAdministrator, viewConnection } from './connection-view.ts';
import { connectFailureOf, patiently } from './directory-call.ts';
import { freshRecord, keyStep, unregistered } from './record-changes.ts';
import { createRecordFile } from './record-file.ts';
import { removeRegistration } from './registration.ts';

export interface ConnectionParts extends StepPorts, ConnectionSurroundings {
  readonly dataFolder: string;
  readonly cipher: Cipher;
  readonly log: Log;
  readonly randomId: () => string;
  /** Asks for no more than the plan's steps need. */
  readonly openAdministrator: (plan: ConnectPlan) => Administrator;
  /** Hands the key over and writes the settings; the station runs on them afterwards. */
  readonly adopt: (candidate: Candidate, pinHash?: string) => Promise<Result<unknown, ConnectFailure>>;
  /** Whether the station's settings name this registration. */
  readonly runsOn: (clientId: string | undefined) => boolean;
  /** The registration is gone: a station that ran on it does so no more. */
  readonly release: (clientId: string) => Promise<Result<unknown, ConnectFailure>>;
}

/** Connecting a station with a company's Microsoft 365, as a machine that survives being killed at any point. */
export interface StationConnection {
  state(): Connection;
  onChange(listener: (state: Connection) => void): Unsubscribe;
  /** Reads what was begun before; once, before anything else. */
  open(): Promise<void>;
  /** Begins with a plan, or goes on with the same one where it was left. Resolves when a person is needed, or all but the switch is done. */
  begin(plan: ConnectPlan): Promise<void>;
  /** Goes on from the first step that is not done. */
  proceed(): Promise<void>;
  /** By hand: the two ids that the administrator typed back. */
  answer(ids: { readonly tenantId: string; readonly clientId: string }): Promise<void>;
  /** Stops and forgets the administrator; what was done stays. */
  stop(): Promise<void>;
  /** The switch: from here on the station works for the company, behind this PIN where it had none. */
  finish(pinHash?: string): Promise<Result<unknown, ConnectFailure>>;
  /** Removes the registration that was made, as a freshly signed-in administrator. */
  remove(): Promise<void>;
  /** The sealed record, for the sheet of whoever registers by hand. Holds the private key: it goes nowhere. */
  record(): ConnectionRecord | undefined;
  /** The station signs in with another certificate from now on. */
  certificateRenewed(clientId: string, certificatePem: string): Promise<void>;
  close(): Promise<void>;
}

/** Builds it; nothing is asked of a network until `begin`, `proceed` or `remove`. */
export function createStationConnection(parts: ConnectionParts): StationConnection {
  const { clock, log } = parts;
  const records = createRecordFile(parts, 'connection.sealed', connectionRecordSchema);
  const seat = createAdministratorSeat(publish);
  const listeners = createListeners<Connection>();
  let record: ConnectionRecord | undefined;
  let phase: Connection['phase'] = 'none';
  let doing: ConnectStep | undefined;
  let problem: ConnectFailure | undefined;
  let check: readonly CheckLine[] | undefined;
  /** Goes up with whatever ends the work under way. */
  let turn = 0;
  let isClosed = false;

  function state(): Connection {
    const facts = { record, phase, doing, problem, check, administrator: seat.state() };
    return viewConnection(facts, parts);
  }

  function publish(): void {
    if (isClosed) return;
    listeners.tell(state());
  }

  function move(next: Connection['phase'], failure?: ConnectFailure): void {
    phase = next;
    problem = failure;
    if (failure !== undefined) {
      log.warn('connecting.stopped', { step: doing, problem: failure.code, reason: failure.reason });
    }
    publish();
  }

  async function keep(next: ConnectionRecord): Promise<ConnectFailure | undefined> {
    if (!(await records.save(next))) return { code: 'not-kept' };
    record = next;
    return undefined;
  }

  /** An administrator, and whose directory they speak for; what was begun in another one does not count there. */
  async function signIn(now: ConnectionRecord): Promise<ConnectFailure | undefined> {
    const found = await seat.signedIn(() => parts.openAdministrator(now.plan));
    if (found.kind === 'error') return found.error;
    const tenantId = await found.value.tenantId();
    if (tenantId === undefined) return { code: 'sign-in', signIn: 'authority-unusable' };
    const isOther = now.tenantId !== undefined && now.tenantId !== tenantId;
    return keep({ ...(isOther ? unregistered(now) : now), tenantId });
  }

  async function work(step: DirectoryStep, now: ConnectionRecord, mine: number): Promise<ConnectFailure | undefined> {
    const call = seat.call();
    const stepped = await runStep(step, {
      record: now,
      ports: parts,
      isOver: () => mine !== turn,
      onCheck: (lines) => {
        check = lines;
      },
      ...(call === undefined ? {} : { call }),
    });
    if (mine !== turn) return { code: 'interrupted' };
    if (stepped.kind === 'ok') return keep({ ...now, ...stepped.value, done: [...new Set([...now.done, step])] });
    if (isAnsweredBySignIn(stepped.error)) seat.wantAnother();
    // Somebody removed it meanwhile: the next try makes it anew, under the same unique name.
    if (stepped.error.code === 'registration-gone') await keep(unregistered(now));
    return stepped.error;
  }

  function isLeft(step: ConnectStep): boolean {
    if (step === 'sign-in') return needsAdministrator(record);
    return record?.done.includes(step) !== true || (step === 'check' && check === undefined);
  }

  async function run(): Promise<void> {
    turn += 1;
    const mine = turn;
    move('working');
    for (const step of record === undefined ? [] : stepsOf(record.plan)) {
      if (step === 'settings' || record === undefined) break;
      if (!isLeft(step)) continue;
      doing = step;
      publish();
      if (step === 'answers') return move('stopped');
      const failure = step === 'sign-in' ? await signIn(record) : await work(step, record, mine);
      if (mine !== turn) return;
      if (failure !== undefined) return move('stopped', failure);
    }
    doing = undefined;
    await seat.forget();
    if (mine === turn) move('checked');
  }

  async function stop(): Promise<void> {
    turn += 1;
    doing = undefined;
    await seat.forget();
    if (phase === 'working' || phase === 'removing') move('stopped');
  }

  async function finish(pinHash?: string): Promise<Result<unknown, ConnectFailure>> {
    const candidate = record === undefined ? undefined : candidateOf(record);
    if (record === undefined || candidate === undefined || phase !== 'checked') return err({ code: 'interrupted' });
    doing = 'settings';
    move('working');
    if (candidate.key !== undefined) {
      const isNoted = await parts.noteCertificate(candidate.clientId, candidate.key.certificatePem);
      if (!isNoted) {
        move('stopped', { code: 'not-kept' });
        return err({ code: 'not-kept' });
      }
    }
    const adopted = await parts.adopt(candidate, pinHash);
    if (adopted.kind === 'error') {
      move('stopped', adopted.error);
      return adopted;
    }
    // From here on sign-in keeps the key.
    const { key: _, ...kept } = record;
    const failure = await keep({ ...kept, done: [...kept.done, 'settings'], phase: 'connected' });
    doing = undefined;
    move('connected', failure);
    return adopted;
  }

  async function remove(): Promise<void> {
    if (record === undefined) return;
    await stop();
    const { plan, uniqueName } = record;
    const mine = turn;
    doing = 'sign-in';
    move('removing');
    const found = await seat.signedIn(() => parts.openAdministrator(plan));
    if (mine !== turn) return;
    if (found.kind === 'error') return move('stopped', found.error);
    const { call } = found.value;
    const isOver = () => mine !== turn;
    const removed = await patiently(clock, isOver, () => removeRegistration(call, uniqueName));
    await seat.forget();
    if (removed.kind === 'error') return move('stopped', connectFailureOf(removed.error, 'registration'));
    const released = record.clientId === undefined ? ok(undefined) : await parts.release(record.clientId);
    const { key: _, certificatePem: _c, ...kept } = unregistered(record);
    doing = undefined;
    const failure = await keep({ ...kept, done: [], phase: 'removed' });
    // A station that still runs on what is gone is the graver of the two.
    move('removed', released.kind === 'error' ? released.error : failure);
  }

  return {
    state,
    record: () => record,
    onChange: listeners.add,
    async open() {
      record = await records.load();
      const isOn = parts.runsOn(record?.clientId);
      // The demo company of the last run is gone, with everything that was registered there.
      if (record?.plan.cloud === 'demo' && !isOn) record = undefined;
      if (record === undefined) return;
      if (record.phase !== 'connected') phase = record.phase === 'open' ? 'stopped' : record.phase;
      else phase = isOn ? 'connected' : 'none';
      publish();
    },
    async begin(plan) {
      await stop();
      const isSame = record?.phase === 'open' && JSON.stringify(record.plan) === JSON.stringify(plan);
      if (!isSame) {
        check = undefined;
        const failure = await keep(freshRecord(plan, parts, record));
        if (failure !== undefined) return move('stopped', failure);
      }
      await run();
    },
    async proceed() {
      if (record?.phase === 'open' && phase !== 'working') await run();
    },
    async answer({ tenantId, clientId }) {
      if (record?.plan.manner !== 'by-hand' || record.phase !== 'open' || phase === 'working') return;
      check = undefined;
      const failure = await keep({ ...record, tenantId, clientId, done: [...keyStep(record), 'answers'] });
      if (failure === undefined) await run();
      else move('stopped', failure);
    },
    stop,
    finish,
    remove,
    async certificateRenewed(clientId, certificatePem) {
      if (record?.clientId !== clientId || record.certificatePem === undefined) return;
      await keep({ ...record, certificatePem });
      publish();
    },
    async close() {
      turn += 1;
      isClosed = true;
      listeners.clear();
      await seat.forget();
    },
  };
}
