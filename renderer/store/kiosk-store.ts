import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KioskApi, Unsubscribe } from '../../shared/contract.ts';
import type { Crop } from '../../shared/crop.ts';
import { initialCrop } from '../../shared/crop-geometry.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { Language } from '../../shared/language.ts';
import type { Person } from '../../shared/person.ts';
import type { DemoFault, Snapshot } from '../../shared/station.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Capture, Pictures } from './capture.ts';
import { advance, attract, canGoIdle, type Flow, type FlowEvent } from './flow.ts';
import { createIdleTimer, type IdleMode, idleTimes } from './idle-timer.ts';
import { createPeopleSearch, emptySearch, type SearchState } from './people-search.ts';
import type { RendererClock } from './renderer-clock.ts';
import { openProblem } from './save-problem.ts';
import { createSelfService, type SelfServiceState } from './self-service.ts';

/** The person's own choice of text size, as a factor. */
export const textScales = [1, 1.5, 2] as const;
export type TextScale = (typeof textScales)[number];

export type PresentPhoto =
  | { readonly kind: 'loading' }
  | { readonly kind: 'none' }
  | { readonly kind: 'photo'; readonly url: string };

/** Where opening a picture file stands. */
export type Opening =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly problem: ReturnType<typeof openProblem> };

/** Everything the screens show. Read it through `useKiosk`; change it through the actions only. */
export interface KioskState {
  readonly start: 'starting' | 'ready' | 'failed';
  readonly snapshot: Snapshot | undefined;
  readonly language: Language;
  readonly textScale: TextScale;
  readonly flow: Flow;
  readonly search: SearchState;
  /** Keyed by `photoKey`. */
  readonly presentPhotos: ReadonlyMap<string, PresentPhoto>;
  readonly opening: Opening;
  /** Where signing in with one's own phone stands, beyond the core's own sign-in state. */
  readonly selfService: SelfServiceState;
  /** The moment (monotonic) at which the screen clears itself, while the warning shows. */
  readonly idleEndsAtMs: number | undefined;
}

export interface KioskParts {
  readonly api: KioskApi;
  readonly clock: RendererClock;
  readonly pictures: Pictures;
}

export interface KioskStore {
  /** For screens with state of their own, such as the staff's list. */
  readonly api: KioskApi;
  readonly state: StoreApi<KioskState>;
  readonly actions: KioskActions;
}

export interface KioskActions {
  /** Asks for the snapshot and listens to events. The returned function ends both. */
  start(): () => void;
  chooseLanguage(language: Language): void;
  nextTextScale(): void;
  begin(): void;
  showStaff(): void;
  /** Self-service: asks for a fresh code. */
  newCode(): void;
  type(query: string): void;
  searchAgain(): void;
  wantPhoto(personId: string, edgePx: number): void;
  choosePerson(person: Person): void;
  agree(): void;
  /** Takes a camera's picture to the review. */
  capture(bytes: Uint8Array): Promise<void>;
  /** Lets the core open a picture file and takes it to the review. */
  openFile(bytes: Uint8Array): Promise<void>;
  changeCrop(crop: Crop): void;
  /** Saves the photo as it is cropped now. */
  savePhoto(): Promise<void>;
  back(): void;
  /** Ends the visit: everything of this person is wiped. Ignored while a photo is being saved. */
  end(): void;
  noteActivity(): void;
  setFault(fault: DemoFault): void;
}

/** The key of a present photo. */
export function photoKey(personId: string, edgePx: number): string {
  return `${edgePx}:${personId}`;
}

const restartDelayMs = 3000;

/** Builds the store. Nothing happens until `actions.start()`. */
export function createKioskStore(parts: KioskParts): KioskStore {
  const state = createStore<KioskState>(() => ({
    start: 'starting',
    snapshot: undefined,
    language: 'en',
    textScale: 1,
    flow: attract,
    search: emptySearch,
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

  function dispatch(event: FlowEvent) {
    const before = state.getState().flow;
    const flow = advance(before, event);
    if (flow === before) return;
    state.setState({ flow });
    if (before.kind === 'review' && flow.kind !== 'review') parts.pictures.release(before.capture);
    if (flow.kind !== before.kind || canGoIdle(flow) !== canGoIdle(before)) beginIdle();
  }

  function beginIdle() {
    const { snapshot, flow } = state.getState();
    const mode: IdleMode = canGoIdle(flow) ? 'warn' : flow.kind === 'attract' ? 'clear' : 'off';
    idle.begin(mode, idleTimes(idleSeconds(flow, snapshot?.station.idleTimeoutSeconds ?? 60)));
  }

  /** Forgets the person: pictures released, answers on their way ignored, the station's own language back. */
  function wipe() {
    visit.forget();
    search.clear();
    const station = state.getState().snapshot?.station;
    state.setState({
      presentPhotos: new Map(),
      opening: { kind: 'none' },
      language: station?.languages[0] ?? 'en',
      textScale: 1,
      idleEndsAtMs: undefined,
    });
  }

  function end() {
    const { flow } = state.getState();
    if (flow.kind === 'review' && flow.saving.kind === 'saving') return;
    // The screen leaves the person first, then what it showed is released.
    dispatch({ kind: 'ended' });
    wipe();
    selfService.leave();
    if (flow.kind === 'operator') lockStaff(parts.api);
  }

  const actions: KioskActions = {
    start() {
      const stopFollowing = state.subscribe(selfService.follow);
      const onReady = () => {
        beginIdle();
        // A page that was loaded anew begins with nobody at it.
        selfService.leave();
        if (state.getState().snapshot?.isOperator) lockStaff(parts.api);
      };
      return startListening(parts, state, visit.noteJob, onReady, () => {
        stopFollowing();
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
      if (state.getState().snapshot?.station.mode !== 'self-service') return dispatch({ kind: 'started' });
      dispatch({ kind: 'sign-in-asked' });
      selfService.begin();
    },
    newCode: selfService.begin,
    showStaff: () => dispatch({ kind: 'staff-asked' }),
    type: search.type,
    searchAgain: search.again,
    wantPhoto: visit.wantPhoto,
    choosePerson: (person) => dispatch({ kind: 'person-chosen', person }),
    agree: () => dispatch({ kind: 'notice-agreed' }),
    capture: (bytes) => visit.review(bytes, 'camera'),
    openFile: visit.openFile,
    changeCrop: (crop) => dispatch({ kind: 'crop-changed', crop }),
    savePhoto: visit.savePhoto,
    back() {
      state.setState({ opening: { kind: 'none' } });
      if (isWayOut(state.getState())) end();
      else dispatch({ kind: 'back' });
    },
    end,
    noteActivity: idle.touch,
    setFault: (fault) => void parts.api.commands['demo.setFault']({ fault }).catch(() => undefined),
  };
  return { state, actions, api: parts.api };
}

/** Whether going back leaves the visit. In self-service there is nobody to choose again: before the camera is the way out. */
function isWayOut({ flow, snapshot }: KioskState): boolean {
  if (flow.kind === 'notice') return snapshot?.station.mode === 'self-service';
  return ['search', 'sign-in', 'operator'].includes(flow.kind);
}

/** Whoever signs in on a phone, or works at the staff's list, does not touch this screen all the time. */
const patientSeconds = 270;

function idleSeconds(flow: Flow, seconds: number): number {
  return flow.kind === 'sign-in' || flow.kind === 'operator' ? Math.max(seconds, patientSeconds) : seconds;
}

function lockStaff(api: KioskApi): void {
  void api.commands['operator.lock']({}).catch(() => undefined);
}

/** First paint: one snapshot, then events. Events that overtake the snapshot are applied after it. */
function startListening(
  { api, clock }: KioskParts,
  state: StoreApi<KioskState>,
  onJob: (job: UploadJob) => void,
  onReady: () => void,
  onStop: () => void,
): () => void {
  const overtaking: ((snapshot: Snapshot) => Snapshot)[] = [];
  let cancelRetry: (() => void) | undefined;
  let isOver = false;

  function change(update: (snapshot: Snapshot) => Snapshot) {
    const { snapshot } = state.getState();
    if (snapshot === undefined) overtaking.push(update);
    else state.setState({ snapshot: update(snapshot) });
  }

  const subscriptions: Unsubscribe[] = [
    api.events['queue.changed'](({ queue }) => change((snapshot) => ({ ...snapshot, queue }))),
    api.events['signIn.changed'](({ signIn }) => change((snapshot) => ({ ...snapshot, signIn }))),
    api.events['operator.changed'](({ isOperator }) => change((snapshot) => ({ ...snapshot, isOperator }))),
    api.events['demo.changed'](({ fault }) =>
      change((snapshot) =>
        snapshot.demo === undefined ? snapshot : { ...snapshot, demo: { ...snapshot.demo, fault } },
      ),
    ),
    api.events['uploads.changed'](({ job }) => onJob(job)),
  ];

  async function ask() {
    const reply = await api.commands['station.snapshot']({}).catch(() => undefined);
    if (isOver) return;
    if (reply?.kind !== 'ok') {
      state.setState({ start: 'failed' });
      cancelRetry = clock.setTimer(restartDelayMs, () => void ask());
      return;
    }
    const snapshot = overtaking.reduce((value, update) => update(value), reply.value);
    state.setState({ snapshot, start: 'ready', language: snapshot.station.languages[0] ?? 'en' });
    onReady();
  }

  void ask();
  return () => {
    isOver = true;
    cancelRetry?.();
    onStop();
    for (const unsubscribe of subscriptions) unsubscribe();
  };
}

/** What belongs to the person at the screen: photos looked up, the capture, the save and the receipt's job. */
function createVisit({ api, pictures }: KioskParts, state: StoreApi<KioskState>, dispatch: (event: FlowEvent) => void) {
  /** Goes up when a person leaves; an answer to a question of an earlier visit is dropped. */
  let visitNumber = 0;
  /** The newest state of jobs heard of while saving: events may overtake the reply that names the job. */
  const heardJobs = new Map<string, UploadJob>();

  function putPhoto(key: string, photo: PresentPhoto) {
    state.setState((current) => ({ presentPhotos: new Map(current.presentPhotos).set(key, photo) }));
  }

  async function lookUpPhoto(personId: string, edgePx: number) {
    const key = photoKey(personId, edgePx);
    if (state.getState().presentPhotos.has(key)) return;
    const visit = visitNumber;
    putPhoto(key, { kind: 'loading' });
    const reply = await api.commands['people.photo']({ personId, edgePx }).catch(() => undefined);
    if (visit !== visitNumber) return;
    const photo = reply?.kind === 'ok' ? reply.value.photo : undefined;
    putPhoto(key, photo === undefined ? { kind: 'none' } : { kind: 'photo', url: pictures.toUrl(photo) });
  }

  async function review(bytes: Uint8Array, source: Capture['source']) {
    const visit = visitNumber;
    const capture = await pictures.decode(bytes, source).catch(() => undefined);
    if (visit !== visitNumber) {
      if (capture !== undefined) pictures.release(capture);
      return;
    }
    if (capture === undefined) {
      state.setState({ opening: { kind: 'failed', problem: source === 'file' ? 'unreadable' : 'other' } });
      return;
    }
    state.setState({ opening: { kind: 'none' } });
    dispatch({ kind: 'captured', capture, crop: initialCrop(capture.size) });
  }

  async function openFile(file: Uint8Array) {
    const visit = visitNumber;
    state.setState({ opening: { kind: 'opening' } });
    const reply = await api.commands['photos.open']({ file }).catch(() => undefined);
    if (visit !== visitNumber) return;
    if (reply?.kind === 'ok') await review(reply.value.capture, 'file');
    else state.setState({ opening: { kind: 'failed', problem: openProblem(reply?.error.code ?? 'internal') } });
  }

  async function savePhoto() {
    const { flow, snapshot, language } = state.getState();
    if (flow.kind !== 'review' || flow.saving.kind === 'saving' || snapshot === undefined) return;
    dispatch({ kind: 'save-asked' });
    const outcome = await save(flow, snapshot.station.notice.version, language);
    if (outcome.kind === 'not-saved') {
      dispatch(outcome);
      return;
    }
    dispatch({ ...outcome, job: heardJobs.get(outcome.job.id) ?? outcome.job });
    heardJobs.clear();
  }

  async function save(
    { person, capture, crop }: Extract<Flow, { kind: 'review' }>,
    noticeVersion: string,
    language: Language,
  ): Promise<Extract<FlowEvent, { kind: 'saved' | 'not-saved' }>> {
    const fail = (failure: Failure) => ({ kind: 'not-saved', failure }) as const;
    try {
      const [reply, ownSha256] = await Promise.all([
        api.commands['uploads.enqueue']({ person, capture: capture.bytes, crop, noticeVersion, language }),
        pictures.sha256(capture.bytes),
      ]);
      if (reply.kind === 'error') return fail(reply.error);
      // "Saved" is said only of the picture that was on this screen.
      if (reply.value.captureSha256 !== ownSha256) {
        return fail({ code: 'internal', detail: { mismatch: 'capture-sha256' } });
      }
      return { kind: 'saved', job: reply.value.job, photoUrl: pictures.toUrl(reply.value.photo) };
    } catch (error) {
      return fail({ code: 'internal', detail: { cause: error instanceof Error ? error.name : 'unknown' } });
    }
  }

  return {
    wantPhoto: (personId: string, edgePx: number) => void lookUpPhoto(personId, edgePx),
    review,
    openFile,
    savePhoto,
    noteJob(job: UploadJob) {
      const { flow } = state.getState();
      if (flow.kind === 'review' && flow.saving.kind === 'saving') heardJobs.set(job.id, job);
      dispatch({ kind: 'job-changed', job });
    },
    forget() {
      visitNumber += 1;
      heardJobs.clear();
      pictures.wipe();
    },
  };
}
