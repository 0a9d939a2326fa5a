import type { StoreApi } from 'zustand/vanilla';
import type { CommandReply, CommandRequest } from '../../shared/contract.ts';
import type { Crop } from '../../shared/crop.ts';
import { initialCrop } from '../../shared/crop-geometry.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { Result } from '../../shared/result.ts';
import { withoutAccount } from '../../shared/roster-run.ts';
import { directoryTargetOf, isSameSlot, type TargetCard } from '../../shared/target-card.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Capture } from './capture.ts';
import type { Flow, FlowEvent } from './flow-step.ts';
import { type KioskParts, type KioskState, ofPhotoKey, type PresentPhoto, photoKey } from './kiosk-state.ts';
import { targetOf } from './operator-way.ts';
import { createPhotoAdviser } from './photo-adviser.ts';
import type { RosterCall } from './roster-call.ts';
import { type OpenProblem, openProblem } from './save-problem.ts';

/** What belongs to the person at the screen: photos looked up, the capture, the save and the receipt's job. */
export function createVisit(
  { api, clock, pictures }: KioskParts,
  state: StoreApi<KioskState>,
  dispatch: (event: FlowEvent) => void,
) {
  const adviser = createPhotoAdviser({ api, clock }, state, dispatch);
  /** Goes up when a person leaves; an answer to a question of an earlier visit is dropped. */
  let visitNumber = 0;
  /** The newest state of jobs heard of while saving or undoing: events may overtake the reply that names the job. */
  const heardJobs = new Map<string, UploadJob>();
  let isUndoing = false;
  /** The question asked last of each present photo: an earlier one may be answered later. */
  const newestQuestions = new Map<string, symbol>();
  /** Pictures of the hot folder that this visit was shown. */
  const shownPictures = new Set<string>();
  /** Which of them a capture is. */
  const pictureIds = new WeakMap<Capture, string>();

  function putPhoto(key: string, photo: PresentPhoto) {
    state.setState((current) => ({ presentPhotos: new Map(current.presentPhotos).set(key, photo) }));
  }

  /**
   * What a group showed until now is looked up anew once a photo of this station, or a removal, has arrived there; what was shown
   * stays until the answer comes.
   */
  function renewReplaced({ target, state: { kind } }: UploadJob) {
    if (directoryTargetOf(target) === undefined || (kind !== 'accepted' && kind !== 'confirmed')) return;
    for (const key of state.getState().presentPhotos.keys()) {
      const { personId, edgePx } = ofPhotoKey(key);
      if (isSameSlot(personId, target)) void askForPhoto(personId, edgePx);
    }
  }

  async function lookUpPhoto(personId: string, edgePx: number) {
    // Somebody of a roster whose account is not known: nobody could be asked.
    if (personId.startsWith(withoutAccount)) return;
    const key = photoKey(personId, edgePx);
    if (state.getState().presentPhotos.has(key)) return;
    putPhoto(key, { kind: 'loading' });
    await askForPhoto(personId, edgePx);
  }

  async function askForPhoto(personId: string, edgePx: number) {
    const key = photoKey(personId, edgePx);
    const visit = visitNumber;
    const question = Symbol(key);
    newestQuestions.set(key, question);
    const asked: Promise<Result<CommandReply<'people.photo'>, Failure>> =
      directoryTargetOf(personId) === undefined
        ? api.commands['people.photo']({ personId, edgePx })
        : api.commands['targets.photo']({ targetId: personId, edgePx });
    const reply = await asked.catch(() => undefined);
    // Whoever was asked last knows best.
    if (visit !== visitNumber || newestQuestions.get(key) !== question) return;
    const photo = reply?.kind === 'ok' ? reply.value.photo : undefined;
    putPhoto(key, photo === undefined ? { kind: 'none' } : { kind: 'photo', url: pictures.toUrl(photo) });
  }

  /**
   * Takes a picture to the review; false when it cannot be decoded. It belongs to the `step` at which it was taken or
   * chosen: whoever has left that step, to come back as somebody else perhaps, does not meet it again.
   */
  async function review(
    bytes: Uint8Array,
    source: Capture['source'],
    step = state.getState().flow,
    pictureId?: string,
  ): Promise<boolean> {
    const capture = await decode(bytes, source, pictureId);
    if (capture === undefined) return false;
    if (state.getState().flow !== step) {
      pictures.release(capture);
      return true;
    }
    state.setState({ opening: { kind: 'none' } });
    dispatch({ kind: 'captured', capture, crop: initialCrop(capture.size) });
    // Nobody's face is looked for in a group's photo.
    if (targetOf(step) === undefined) void adviser.begin(capture);
    return true;
  }

  async function decode(
    bytes: Uint8Array,
    source: Capture['source'],
    pictureId?: string,
  ): Promise<Capture | undefined> {
    const capture = await pictures.decode(bytes, source).catch(() => undefined);
    if (capture !== undefined && pictureId !== undefined) pictureIds.set(capture, pictureId);
    return capture;
  }

  /** Takes what has just come from the large camera to the review, where somebody who was called stands before it. */
  async function takeArrived() {
    const { flow, snapshot } = state.getState();
    if (flow.kind !== 'camera' || flow.call === undefined || snapshot?.station.hasHotFolder !== true) return;
    const shown = [...shownPictures].slice(-500);
    const reply = await api.commands['hotFolder.take']({ ...flow.call, shown }).catch(() => undefined);
    const picture = reply?.kind === 'ok' ? reply.value.picture : undefined;
    if (picture === undefined || state.getState().flow !== flow) return;
    shownPictures.add(picture.id);
    await review(picture.capture, 'file', flow, picture.id);
  }

  /** Takes a picture that came late to the review, for whom staff have called; false when it cannot be had. */
  async function givePicture(person: PersonCard, call: RosterCall, pictureId: string): Promise<boolean> {
    const { flow } = state.getState();
    const sessionOf = (step: Flow) => (step.kind === 'session' ? step.sessionId : undefined);
    const visit = visitNumber;
    const reply = await api.commands['hotFolder.open']({ pictureId }).catch(() => undefined);
    const picture = reply?.kind === 'ok' ? reply.value.picture : undefined;
    const capture = picture && (await decode(picture.capture, 'file', pictureId));
    if (capture === undefined) return false;
    // News of the last photo makes the same session a new step.
    if (visit !== visitNumber || sessionOf(state.getState().flow) !== sessionOf(flow)) {
      pictures.release(capture);
      return true;
    }
    dispatch({ kind: 'picture-chosen', person, call, capture, crop: initialCrop(capture.size) });
    void adviser.begin(capture);
    return true;
  }

  async function openFile(file: Uint8Array) {
    const step = state.getState().flow;
    const fail = (problem: OpenProblem) => {
      if (state.getState().flow === step) state.setState({ opening: { kind: 'failed', problem } });
    };
    state.setState({ opening: { kind: 'opening' } });
    const reply = await api.commands['photos.open']({ file }).catch(() => undefined);
    if (reply?.kind !== 'ok') return fail(openProblem(reply?.error ?? { code: 'internal' }));
    if (!(await review(reply.value.capture, 'file', step))) fail(openProblem({ code: 'picture-unreadable' }));
  }

  async function savePhoto() {
    const { flow, snapshot } = state.getState();
    if (flow.kind !== 'review' || flow.saving.kind === 'saving' || snapshot === undefined) return;
    dispatch({ kind: 'save-asked' });
    const hasReadNotice = flow.isGiven !== true && flow.isTrial !== true;
    const outcome = await save(flow, hasReadNotice ? snapshot.station.notice.version : '');
    if (outcome.kind === 'not-saved') {
      dispatch(outcome);
      return;
    }
    const newest = (job: UploadJob) => heardJobs.get(job.id) ?? job;
    if (outcome.kind === 'saved') dispatch({ ...outcome, job: newest(outcome.job) });
    else {
      const { job, ...last } = outcome.last;
      dispatch({ ...outcome, last: job === undefined ? last : { ...last, job: newest(job) } });
    }
    heardJobs.clear();
  }

  async function save(
    { person, capture, crop, call, target, isTrial }: Extract<Flow, { kind: 'review' }>,
    noticeVersion: string,
  ): Promise<Extract<FlowEvent, { kind: 'saved' | 'saved-for-operator' | 'not-saved' }>> {
    const fail = (failure: Failure) => ({ kind: 'not-saved', failure }) as const;
    try {
      const [reply, ownSha256] = await Promise.all([
        send({ person, call, target }, { capture: capture.bytes, crop, noticeVersion }, pictureIds.get(capture)),
        pictures.sha256(capture.bytes),
      ]);
      if (reply.kind === 'error') return fail(reply.error);
      // "Saved" is said only of the picture that was on this screen.
      if (reply.value.captureSha256 !== ownSha256) {
        return fail({ code: 'internal', detail: { mismatch: 'capture-sha256' } });
      }
      const { job } = reply.value;
      const photoUrl = pictures.toUrl(reply.value.photo);
      const personKey = call?.personKey ?? target?.id ?? (isTrial === true ? person.id : undefined);
      if (personKey !== undefined) {
        const last = { personKey, name: person.displayName, photoUrl };
        return { kind: 'saved-for-operator', last: job === undefined ? last : { ...last, job } };
      }
      return job === undefined ? fail({ code: 'internal' }) : { kind: 'saved', job, photoUrl };
    } catch (error) {
      return fail({ code: 'internal', detail: { cause: error instanceof Error ? error.name : 'unknown' } });
    }
  }

  /** Whoever was called from a roster is saved there; the core knows whom the operator has called. */
  function send(
    {
      person,
      call,
      target,
    }: {
      readonly person: PersonCard;
      readonly call: RosterCall | undefined;
      readonly target: TargetCard | undefined;
    },
    photo: Pick<CommandRequest<'uploads.enqueue'>, 'capture' | 'crop' | 'noticeVersion'>,
    pictureId: string | undefined,
  ): Promise<Result<Pick<CommandReply<'rosters.capture'>, 'job' | 'captureSha256' | 'photo'>, Failure>> {
    if (target !== undefined) {
      const { capture, crop } = photo;
      return api.commands['targets.save']({ targetId: target.id, capture, crop });
    }
    return call === undefined
      ? api.commands['uploads.enqueue']({ person, ...photo })
      : api.commands['rosters.capture']({ ...call, ...photo, ...(pictureId === undefined ? {} : { pictureId }) });
  }

  /** Undoes the photo of the receipt; false when that was not possible. */
  async function undo(): Promise<boolean> {
    const { flow } = state.getState();
    if (flow.kind !== 'receipt') return false;
    const visit = visitNumber;
    const { id } = flow.job;
    isUndoing = true;
    const reply = await api.commands['uploads.undo']({ jobId: id }).catch(() => undefined);
    isUndoing = false;
    if (visit !== visitNumber) return true;
    if (reply?.kind !== 'ok') return false;
    const { job, photo } = reply.value;
    const picture = photo === undefined ? {} : { photoUrl: pictures.toUrl(photo) };
    dispatch({ kind: 'undone', undone: id, job: heardJobs.get(job.id) ?? job, ...picture });
    heardJobs.clear();
    return true;
  }

  return {
    undo,
    wantPhoto: (personId: string, edgePx: number) => void lookUpPhoto(personId, edgePx),
    review: (bytes: Uint8Array) => review(bytes, 'camera'),
    openFile,
    takeArrived: () => void takeArrived(),
    givePicture,
    savePhoto,
    changeCrop(crop: Crop) {
      dispatch({ kind: 'crop-changed', crop });
      if (targetOf(state.getState().flow) === undefined) adviser.cropMoved();
    },
    noteJob(job: UploadJob) {
      const { flow } = state.getState();
      if (isUndoing || (flow.kind === 'review' && flow.saving.kind === 'saving')) heardJobs.set(job.id, job);
      dispatch({ kind: 'job-changed', job });
      renewReplaced(job);
    },
    forget() {
      visitNumber += 1;
      heardJobs.clear();
      newestQuestions.clear();
      shownPictures.clear();
      adviser.forget();
      pictures.wipe();
    },
  };
}
