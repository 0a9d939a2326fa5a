import type { StoreApi } from 'zustand/vanilla';
import type { Unsubscribe } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/station.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { KioskParts, KioskState } from './kiosk-state.ts';

const restartDelayMs = 3000;

/** First paint: one snapshot, then events. Events that overtake the snapshot are applied after it. */
export function startListening(
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
    api.events['directory.changed'](({ notice }) => change((snapshot) => ({ ...snapshot, directoryNotice: notice }))),
    api.events['signIn.changed'](({ signIn }) => change((snapshot) => ({ ...snapshot, signIn }))),
    api.events['operator.changed'](({ isOperator }) => change((snapshot) => ({ ...snapshot, isOperator }))),
    api.events['demo.changed'](({ fault }) =>
      change((snapshot) =>
        snapshot.demo === undefined ? snapshot : { ...snapshot, demo: { ...snapshot.demo, fault } },
      ),
    ),
    api.events['station.changed'](({ snapshot }) => {
      change(() => snapshot);
      // A language that is offered no more is nobody's choice any more.
      const { languages } = snapshot.station;
      if (!languages.includes(state.getState().language)) state.setState({ language: languages[0] ?? 'en' });
    }),
    api.events['uploads.changed'](({ job }) => onJob(job)),
  ];

  async function ask() {
    const reply = await api.commands['station.snapshot']({}).catch(() => undefined);
    if (isOver) return;
    if (reply?.kind !== 'ok') {
      const isElsewhere = reply?.error.code === 'not-allowed' && reply.error.detail?.missing === 'session';
      state.setState({ start: isElsewhere ? 'elsewhere' : 'failed' });
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
