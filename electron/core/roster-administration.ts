import { createHash, randomBytes } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { RosterSetUp, RosterSetUpFailure, RosterSetUpStep } from '../../shared/roster-set-up.ts';
import { type Administrator, shownCode, signInAdministrator, signInFailureOf } from '../connecting/administrator.ts';
import type { CallDirectory, CallFailure } from '../connecting/directory-call.ts';
import type { HandOver } from '../roster/hand-over.ts';
import type { RosterFailure, RosterStore } from '../roster/roster-store.ts';
import type { RosterSync } from '../roster/roster-sync.ts';
import { told } from './roster-failure.ts';
import {
  deletePermissions,
  deleteSharedList,
  listPermission,
  readSite,
  type SiteAddress,
  setUpPermissions,
  setUpSharedList,
} from './roster-set-up.ts';

export interface RosterAdministrationParts {
  readonly rosters: Pick<RosterStore, 'get'>;
  readonly sync: Pick<RosterSync, 'add' | 'share' | 'listDeleted' | 'isAllOurs'>;
  /** The application that the stations sign in as. */
  readonly clientId: string;
  /** What the station's own token allows. */
  readonly permissions: () => readonly string[];
  /** An administrator's sign-in for these permissions and nothing else. */
  readonly openAdministrator: (permissions: readonly string[]) => Administrator;
  readonly onChanged: (setUp: RosterSetUp) => void;
  readonly onShared: (rosterId: string) => void;
}

/** What needs an administrator about a shared list: making it, and deleting it. One at a time; nothing of it is on the disk. */
export interface RosterAdministration {
  state(): RosterSetUp | undefined;
  /** Begins to share a roster; resolves when it is begun. `false`: that is no address of a site. */
  share(rosterId: string, site: string): Promise<Result<boolean, Failure>>;
  /** Begins to delete the list of a closed roster. */
  deleteList(rosterId: string): Promise<Result<undefined, Failure>>;
  /** Resolves when what was begun has ended, whichever way. */
  ended(): Promise<void>;
  /** Forgets the administrator; what was done stays. */
  stop(): Promise<void>;
}

/** A fresh id that tells stations apart. */
const newShareId = (): string => randomBytes(8).toString('hex');

/** Tells a roster's sharing from others. The same each time, so that the list that was made is known again when a step is repeated. */
const sharingOf = (rosterId: string) => createHash('sha256').update(`sharing ${rosterId}`).digest('hex').slice(0, 16);

/** Why a station does not take part in a list. */
export type NotJoined = { readonly kind: 'no-such-list' } | { readonly kind: 'not-ours' };

/** Takes part in what another station shares, under this name: a roster that fills by itself. Its id; as often as one likes. */
export async function takePart(
  { rosters, sync }: { readonly rosters: RosterStore; readonly sync: RosterSync },
  { siteId, listId, sharing }: Omit<HandOver, 'name'>,
  name: string,
): Promise<Result<string, RosterFailure | NotJoined>> {
  const standing = (): Result<string, RosterFailure> | undefined => {
    const known = sync.shared().find((id) => sync.share(id)?.sharing === sharing);
    if (known !== undefined) return ok(known);
    return rosters.byName(name).kind === 'ok' ? err({ kind: 'name-taken' }) : undefined;
  };
  const before = standing();
  if (before !== undefined) return before;
  const found = await sync.probe({ siteId, listId }, sharing);
  if (found !== 'likely') return err({ kind: found });
  // Somebody may have pressed twice while the service was asked.
  const meanwhile = standing();
  if (meanwhile !== undefined) return meanwhile;
  let rosterId = '';
  const added = sync.add(() => {
    const started = rosters.startEmpty(name);
    if (started.kind === 'error') throw new Error(started.error.kind);
    rosterId = started.value.id;
    return { rosterId, siteId, listId, sharing, stationId: newShareId(), name };
  });
  return added.kind === 'ok' ? ok(rosterId) : err({ kind: 'storage', fault: added.error });
}

/** How a call that failed is told. */
export function setUpFailureOf(failure: CallFailure, step: RosterSetUpStep): RosterSetUpFailure {
  const { kind, status, code, requestId } = failure;
  const facts = [status, code, requestId].filter((part) => part !== undefined).join(' · ');
  const of = (found: RosterSetUpFailure['code']) => ({ code: found, step, ...(facts === '' ? {} : { facts }) });
  if (code?.toLowerCase() === 'namealreadyexists') return of('name-taken');
  switch (kind) {
    case 'offline':
      return of('offline');
    case 'throttled':
    case 'transient':
      return of('service-trouble');
    case 'sign-in-needed':
      return { ...of('sign-in'), signIn: { code: 'conditional-access', reason: facts } };
    case 'refused':
      return of('refused');
    case 'no-such-target':
      return of(step === 'site' ? 'no-such-site' : step === 'consent' ? 'no-such-application' : 'other');
    default:
      return of(status === 404 && step === 'site' ? 'no-such-site' : 'other');
  }
}

interface Work {
  readonly rosterId: string;
  readonly work: RosterSetUp['work'];
  readonly steps: readonly RosterSetUpStep[];
  readonly permissions: readonly string[];
  /** What is done once the administrator has signed in; why it was not. */
  readonly run: (
    call: CallDirectory,
    onStep: (step: RosterSetUpStep) => void,
    isOver: () => boolean,
  ) => Promise<RosterSetUpFailure | undefined>;
}

/** Builds it; nothing is asked of a network until it is begun. */
export function createRosterAdministration(parts: RosterAdministrationParts): RosterAdministration {
  const { rosters, sync, onChanged } = parts;
  let present: (Work & Pick<RosterSetUp, 'phase' | 'problem'> & { readonly doing: RosterSetUpStep }) | undefined;
  let administrator: Administrator | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let begun: Promise<unknown> = Promise.resolve();

  function state(): RosterSetUp | undefined {
    if (present === undefined) return undefined;
    const { rosterId, work, steps, phase, problem, doing } = present;
    const now = steps.indexOf(doing);
    const at = phase === 'stopped' ? 'failed' : 'doing';
    return {
      ...{ rosterId, work, phase },
      steps: steps.map((step, index) => ({
        step,
        state: phase === 'done' || index < now ? 'done' : index === now ? at : 'to-do',
      })),
      ...shownCode(administrator?.state()),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  function move(change: Partial<NonNullable<typeof present>>): void {
    if (present === undefined) return;
    present = { ...present, ...change };
    publish();
  }

  function publish(): void {
    const now = state();
    if (now !== undefined) onChanged(now);
  }

  async function forget(): Promise<void> {
    const ended = administrator;
    administrator = undefined;
    await ended?.close();
  }

  /** Begins one after the other, however many windows ask for it at the same moment: the last one is what is done. */
  function begin(work: Work): Promise<void> {
    const next = begun.then(() => beginNow(work));
    begun = next.catch(() => undefined);
    return next;
  }

  /** Asks for the administrator and works; resolves when it is done, or a person is needed. */
  async function beginNow(work: Work): Promise<void> {
    await stop();
    const asked = parts.openAdministrator(work.permissions);
    administrator = asked;
    present = { ...work, phase: 'working', doing: 'sign-in' };
    publish();
    underWay = run(work, asked);
  }

  async function run(work: Work, asked: Administrator): Promise<void> {
    const isOver = () => administrator !== asked;
    const how = await signInAdministrator(asked, publish);
    if (isOver()) return;
    let problem: RosterSetUpFailure | undefined;
    if (how.kind === 'signed-in') {
      const onStep = (doing: RosterSetUpStep) => {
        if (!isOver()) move({ doing });
      };
      problem = await work.run(asked.call, onStep, isOver);
    } else problem = { code: 'sign-in', step: 'sign-in', signIn: signInFailureOf(how) };
    if (isOver()) return;
    await forget();
    if (problem === undefined) return move({ phase: 'done' });
    // What was to undo the steps before is a step of its own, where that was not done.
    const steps = work.steps.includes(problem.step) ? work.steps : [...work.steps, problem.step];
    move({ phase: 'stopped', problem, steps, doing: problem.step });
  }

  async function stop(): Promise<void> {
    await forget();
    if (present?.phase === 'working') move({ phase: 'stopped' });
  }

  function shareWork(rosterId: string, listName: string, site: SiteAddress): Work {
    const needsConsent = !parts.permissions().includes(listPermission);
    return {
      ...{ rosterId, work: 'share', permissions: setUpPermissions(needsConsent) },
      steps: ['sign-in', 'site', 'list', ...(needsConsent ? (['consent'] as const) : []), 'grant'],
      async run(call, onStep, isOver) {
        const { clientId } = parts;
        const sharing = sharingOf(rosterId);
        const asked = { ...site, listName, rosterId, sharing, clientId, needsConsent, onStep };
        // Another window may have been first while the administrator signed in, and while the list was made.
        const isShared = () => sync.share(rosterId) !== undefined;
        if (isShared()) return undefined;
        const made = await setUpSharedList(call, asked);
        if (made.kind === 'error') return setUpFailureOf(made.error, made.error.step);
        const { displayName, ...place } = made.value;
        // Stopped while the last answer was on its way: the list stands ready, and nobody shares it yet.
        if (isOver() || isShared()) return undefined;
        const roster = rosters.get(rosterId);
        if (roster.kind === 'error' && roster.error.kind !== 'no-such-roster')
          return { code: 'not-kept', step: 'grant', facts: roster.error.kind };
        if (roster.kind === 'error' || roster.value.closedAtMs !== undefined) {
          // Closed or erased meanwhile: nobody would ever use the list, nor erase it.
          const deleted = await deleteSharedList(call, place);
          if (deleted.kind === 'ok') return { code: 'roster-gone', step: 'list' };
          return { ...setUpFailureOf(deleted.error, 'delete'), code: 'list-left', list: displayName };
        }
        const added = sync.add({
          ...{ rosterId, ...place, name: listName, stationId: newShareId(), sharing, isOurs: true },
        });
        if (added.kind === 'error') return { code: 'not-kept', step: 'grant', facts: added.error };
        parts.onShared(rosterId);
        return undefined;
      },
    };
  }

  return {
    state,
    async share(rosterId, text) {
      const roster = told(rosters.get(rosterId));
      if (roster.kind === 'error') return roster;
      if (roster.value.closedAtMs !== undefined) return err({ code: 'not-now', detail: { what: 'roster-closed' } });
      if (sync.share(rosterId) !== undefined) return err({ code: 'not-now', detail: { what: 'already-shared' } });
      const site = readSite(text);
      if (site === undefined) return ok(false);
      await begin(shareWork(rosterId, roster.value.name, site));
      return ok(true);
    },
    async deleteList(rosterId) {
      const roster = told(rosters.get(rosterId));
      if (roster.kind === 'error') return roster;
      const share = sync.share(rosterId);
      if (share === undefined) return err({ code: 'not-found', detail: { what: 'no-such-list' } });
      if (roster.value.closedAtMs === undefined) return err({ code: 'not-now', detail: { what: 'roster-open' } });
      await begin({
        ...{ rosterId, work: 'delete', permissions: deletePermissions, steps: ['sign-in', 'delete'] },
        async run(call, onStep) {
          onStep('delete');
          if (!(await sync.isAllOurs(rosterId))) return { code: 'not-ours', step: 'delete' };
          const deleted = await deleteSharedList(call, share);
          if (deleted.kind === 'error') return setUpFailureOf(deleted.error, 'delete');
          sync.listDeleted(rosterId);
          return undefined;
        },
      });
      return ok(undefined);
    },
    ended: () => underWay,
    stop,
  };
}
