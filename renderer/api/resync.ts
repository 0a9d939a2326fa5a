import type { CommandName, EventName } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/station.ts';
import type { UploadJob } from '../../shared/upload-job.ts';

/** Jobs to ask about again after a break: those that were still moving. The oldest are forgotten first. */
const watchedJobLimit = 32;
const resting: ReadonlySet<string> = new Set(['parked', 'confirmed', 'superseded', 'withdrawn']);

/**
 * Makes a break in the event stream invisible: asks for the state whole and says it again as the events that were missed.
 * Events carry the new state whole, so hearing one twice does no harm.
 */
export function createResync(
  invoke: (name: CommandName, request: unknown) => Promise<unknown>,
  emit: (name: EventName, value: unknown) => void,
): { sawJob(job: unknown): void; run(): Promise<void> } {
  const movingJobs = new Set<string>();

  function sawJob(job: unknown) {
    const { id, state } = (job ?? {}) as Partial<UploadJob>;
    if (typeof id !== 'string') return;
    movingJobs.delete(id);
    if (!resting.has(state?.kind ?? '')) movingJobs.add(id);
    const oldest = movingJobs.values().next().value;
    if (movingJobs.size > watchedJobLimit && oldest !== undefined) movingJobs.delete(oldest);
  }

  async function run() {
    const snapshot = replyValue<Snapshot>(await invoke('station.snapshot', {}));
    if (snapshot === undefined) return;
    emit('station.changed', { snapshot });
    emit('signIn.changed', { signIn: snapshot.signIn });
    emit('operator.changed', { isOperator: snapshot.isOperator });
    if (snapshot.demo !== undefined) emit('demo.changed', { fault: snapshot.demo.fault });
    emit('queue.changed', { queue: snapshot.queue });
    for (const jobId of [...movingJobs]) {
      const job = replyValue<{ job: UploadJob }>(await invoke('uploads.get', { jobId }));
      if (job !== undefined) emit('uploads.changed', job);
    }
  }
  return { sawJob, run };
}

function replyValue<Value>(reply: unknown): Value | undefined {
  const { kind, value } = reply as { kind?: string; value?: Value };
  return kind === 'ok' ? value : undefined;
}
