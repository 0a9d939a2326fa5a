import { createStore } from 'zustand/vanilla';
import type { KioskApi } from '../../shared/contract.ts';
import { createBadges } from './badge.ts';
import { tryDemo } from './demo-trial.ts';
import { advance, attract, canGoIdle, heldPhoto } from './flow.ts';
import type { Flow, FlowEvent } from './flow-step.ts';
import { createIdleTimer, type IdleMode, idleTimes } from './idle-timer.ts';
import { type KioskActions, type KioskParts, type KioskState, type KioskStore, textScales } from './kiosk-state.ts';
import { isForOperator } from './operator-way.ts';
import { createPeopleSearch, emptySearch } from './people-search.ts';
import { createSelfService } from './self-service.ts';
import { startListening } from './station-link.ts';
import { createVisit } from './visit.ts';

/** Builds the store. Nothing happens until `actions.start()`. */
export function createKioskStore(parts: KioskParts): KioskStore {
  const state = createStore<KioskState>(() => ({
    start: 'starting',
    snapshot: undefined,
    language: 'en',
    textScale: 1,
    flow: attract,
    search: emptySearch,
    badge: { kind: 'quiet' },
    presentPhotos: new Map(),
    opening: { kind: 'none' },
    selfService: { kind: 'quiet' },
    idleEndsAtMs: undefined,
  }));
  const search = createPeopleSearch(parts, (next) => state.setState({ search: next }));
  const idle = createIdleTimer(parts.clock, {
    warning: (idleEndsAtMs) => state.setState({ idleEndsAtMs }),
    over: end,
  });
  const visit = createVisit(parts, state, dispatch);
  const selfService = createSelfService(parts.api, state, (person) => dispatch({ kind: 'person-chosen', person }));

  let forgotten: Promise<unknown> = Promise.resolve();
  const badges = createBadges(
    { api: parts.api, state },
    {
      end,
      begin() {
        // What a reader typed into the field is no name.
        search.clear();
        dispatch({ kind: 'started' });
      },
      forgotten: () => forgotten,
      person: (person) => dispatch({ kind: 'person-chosen', person }),
    },
  );

  function dispatch(event: FlowEvent) {
    const before = state.getState().flow;
    const flow = advance(before, event);
    if (flow === before) return;
    state.setState({ flow });
    const held = heldPhoto(before)?.capture;
    if (held !== undefined && heldPhoto(flow)?.capture !== held) parts.pictures.release(held);
    if (flow.kind !== before.kind || canGoIdle(flow) !== canGoIdle(before)) beginIdle();
    if (flow.kind === 'camera' && before.kind !== 'camera') visit.takeArrived();
  }

  /** Whoever asked for more time has it until they leave. */
  let hasMoreTime = false;

  function beginIdle() {
    const { snapshot, flow } = state.getState();
    const mode: IdleMode = canGoIdle(flow) ? 'warn' : flow.kind === 'attract' ? 'clear' : 'off';
    const seconds = idleSeconds(flow, snapshot?.station.idleTimeoutSeconds ?? 60);
    idle.begin(mode, idleTimes(hasMoreTime ? Math.max(seconds, moreSeconds) : seconds));
  }

  /** Forgets the person: pictures released, answers on their way ignored, the station's own language back. */
  function wipe() {
    hasMoreTime = false;
    visit.forget();
    search.clear();
    badges.leave();
    forgotten = forgetPeople(parts.api);
    const station = state.getState().snapshot?.station;
    state.setState({
      presentPhotos: new Map(),
      opening: { kind: 'none' },
      language: station?.languages[0] ?? 'en',
      textScale: 1,
      idleEndsAtMs: undefined,
    });
  }

  /** Somebody's way from a session ends in that session. */
  function leaveCall() {
    const { flow } = state.getState();
    if (flow.kind !== 'session') return;
    const station = state.getState().snapshot?.station;
    state.setState({ language: station?.languages[0] ?? 'en', textScale: 1 });
  }

  function end() {
    const { flow } = state.getState();
    if (flow.kind === 'review' && flow.saving.kind === 'saving') return;
    // The screen leaves the person first, then what it showed is released.
    dispatch({ kind: 'ended' });
    wipe();
    selfService.leave();
    if (flow.kind === 'operator' || flow.kind === 'session') lockOperator(parts.api);
  }

  /**
   * A photo that is nobody's own is taken by the operator alone: no step of it stays once the screens are locked, and none that
   * could not be saved.
   */
  function leaveLocked({ snapshot, flow }: KioskState) {
    if (snapshot === undefined || snapshot.isOperator || !isForOperator(flow)) return;
    dispatch({ kind: 'locked' });
    if (state.getState().flow !== flow) wipe();
  }

  const actions: KioskActions = {
    start() {
      const stopFollowing = state.subscribe(selfService.follow);
      const stopLeaving = state.subscribe(leaveLocked);
      const onReady = () => {
        beginIdle();
        // A page that was loaded anew begins with nobody at it.
        forgotten = forgetPeople(parts.api);
        selfService.leave();
        if (state.getState().snapshot?.isOperator) lockOperator(parts.api);
      };
      const stopPictures = parts.api.events['hotFolder.changed'](visit.takeArrived);
      return startListening(parts, state, visit.noteJob, onReady, () => {
        stopPictures();
        stopFollowing();
        stopLeaving();
        idle.stop();
      });
    },
    chooseLanguage: (language) => state.setState({ language }),
    nextTextScale() {
      const { textScale } = state.getState();
      const next = textScales[(textScales.indexOf(textScale) + 1) % textScales.length] ?? 1;
      state.setState({ textScale: next });
    },
    begin() {
      const { snapshot } = state.getState();
      // There is a company to be found at first.
      if (snapshot?.isUnset === true) return;
      if (snapshot?.station.mode !== 'self-service') return dispatch({ kind: 'started' });
      dispatch({ kind: 'sign-in-asked' });
      selfService.begin();
    },
    newCode: selfService.begin,
    showOperator: () => dispatch({ kind: 'operator-asked' }),
    async tryDemo() {
      const { snapshot } = state.getState();
      if (snapshot?.isUnset !== true) return { kind: 'failed' };
      const asked = tryDemo(parts.api, snapshot, () => dispatch({ kind: 'operator-asked', page: 'demo' }));
      const trial = await asked.catch(() => ({ kind: 'failed' }) as const);
      if (trial.kind === 'chosen' && state.getState().flow.kind === 'operator') end();
      return trial;
    },
    showConnecting: () => dispatch({ kind: 'operator-asked', page: 'connect' }),
    type: search.type,
    isBadgeWanted: badges.isWanted,
    showBadge: badges.show,
    askForBadge: badges.ask,
    leaveBadge: badges.leave,
    searchAgain: search.again,
    wantPhoto: visit.wantPhoto,
    choosePerson: (person) => dispatch({ kind: 'person-chosen', person }),
    openSession: (rosterId, sessionId) => dispatch({ kind: 'session-opened', rosterId, sessionId }),
    leaveSession: () => dispatch({ kind: 'session-ended' }),
    callPerson(person, call) {
      if (state.getState().flow.kind !== 'session') return;
      wipe();
      dispatch({ kind: 'person-called', person, call });
    },
    async givePicture(person, call, pictureId) {
      if (state.getState().flow.kind !== 'session') return true;
      wipe();
      return visit.givePicture(person, call, pictureId);
    },
    chooseTarget(target, person) {
      if (state.getState().flow.kind !== 'operator') return;
      // What staff were shown of the last one is released, and looked up anew.
      visit.forget();
      state.setState({ presentPhotos: new Map() });
      dispatch({ kind: 'target-chosen', target, person });
    },
    chooseTrial(person) {
      if (state.getState().flow.kind !== 'operator') return;
      visit.forget();
      state.setState({ presentPhotos: new Map() });
      dispatch({ kind: 'trial-chosen', person });
    },
    agree: () => dispatch({ kind: 'notice-agreed' }),
    capture: visit.review,
    openFile: visit.openFile,
    forgetFileProblem() {
      if (state.getState().opening.kind === 'failed') state.setState({ opening: { kind: 'none' } });
    },
    changeCrop: visit.changeCrop,
    chooseOther: () => dispatch({ kind: 'other-person-asked' }),
    async savePhoto() {
      await visit.savePhoto();
      leaveCall();
    },
    undo: visit.undo,
    back() {
      state.setState({ opening: { kind: 'none' } });
      if (isWayOut(state.getState())) end();
      else dispatch({ kind: 'back' });
    },
    end,
    noteActivity() {
      // A finger on its way to the warning's buttons must not take them away.
      if (state.getState().idleEndsAtMs === undefined) idle.touch();
    },
    stay: idle.touch,
    needMoreTime() {
      hasMoreTime = true;
      beginIdle();
    },
    setFault: (fault) => void parts.api.commands['demo.setFault']({ fault }).catch(() => undefined),
  };
  return { state, actions, api: parts.api };
}

/** Whether going back leaves the visit. In self-service there is nobody to choose again: before the camera is the way out. */
function isWayOut({ flow, snapshot }: KioskState): boolean {
  if (flow.kind === 'notice') return snapshot?.station.mode === 'self-service';
  if (flow.kind === 'search') return flow.held === undefined;
  return ['sign-in', 'operator', 'session'].includes(flow.kind);
}

/** Whoever signs in on a phone, or works at the operator's list, does not touch this screen all the time. */
const patientSeconds = 270;
/** What more time means. */
const moreSeconds = 600;

function idleSeconds(flow: Flow, seconds: number): number {
  const isPatient = ['sign-in', 'operator', 'session'].includes(flow.kind) || isForOperator(flow);
  return isPatient ? Math.max(seconds, patientSeconds) : seconds;
}

/** Whom this visit was shown is nobody's business any more. */
function forgetPeople(api: KioskApi): Promise<unknown> {
  return api.commands['people.forget']({}).catch(() => undefined);
}

function lockOperator(api: KioskApi): void {
  void api.commands['operator.lock']({}).catch(() => undefined);
}
