import type { CommandName, EventName } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/station.ts';
import type { UploadJob } from '../../shared/upload-job.ts';

/** Jobs to ask about again after a break: those that were still moving. The oldest are forgotten first. */
const watchedJobLimit = 32;
const resting: ReadonlySet<string> = new Set(['parked', 'confirmed', 'superseded', 'withdrawn']);

/**
 * Makes a break in the event stream invisible: asks for the state whole and says it again as the events that were missed.
 * Events carry the new state whole, so hearing one twice does no harm. One that arrives while an answer is on its way may be newer
 * than the answer, and is said once more after it: else a page could take the operator's screens for open that are locked.
 */
export function createResync(
  invoke: (name: CommandName, request: unknown) => Promise<unknown>,
  emit: (name: EventName, value: unknown) => void,
): { sawJob(job: unknown): void; sawEvent(name: EventName, value: unknown): void; run(): Promise<void> } {
  const movingJobs = new Set<string>();
  const underWay = new Set<Map<string, Heard>>();

  function sawJob(job: unknown) {
    const { id, state } = (job ?? {}) as Partial<UploadJob>;
    if (typeof id !== 'string') return;
    movingJobs.delete(id);
    if (!resting.has(state?.kind ?? '')) movingJobs.add(id);
    const oldest = movingJobs.values().next().value;
    if (movingJobs.size > watchedJobLimit && oldest !== undefined) movingJobs.delete(oldest);
  }

  function sawEvent(name: EventName, value: unknown) {
    const key = `${name} ${jobIdOf(value)}`;
    for (const heard of underWay) {
      // The last of each, in the order of the last ones.
      heard.delete(key);
      heard.set(key, { name, value });
    }
  }

  async function run() {
    const heard = new Map<string, Heard>();
    underWay.add(heard);
    try {
      await sayAgain(heard);
    } finally {
      underWay.delete(heard);
    }
  }

  async function sayAgain(heard: ReadonlyMap<string, Heard>) {
    const snapshot = replyValue<Snapshot>(await invoke('station.snapshot', {}));
    if (snapshot === undefined) return;
    emit('station.changed', { snapshot });
    emit('signIn.changed', { signIn: snapshot.signIn });
    emit('operator.changed', { isOperator: snapshot.isOperator });
    if (snapshot.demo !== undefined) emit('demo.changed', { fault: snapshot.demo.fault });
    emit('queue.changed', { queue: snapshot.queue });
    for (const { name, value } of [...heard.values()]) emit(name, value);
    for (const jobId of [...movingJobs]) {
      const job = replyValue<{ job: UploadJob }>(await invoke('uploads.get', { jobId }));
      if (job !== undefined && !heard.has(`uploads.changed ${jobId}`)) emit('uploads.changed', job);
    }
  }
  return { sawJob, sawEvent, run };
}

interface Heard {
  readonly name: EventName;
  readonly value: unknown;
}

function jobIdOf(value: unknown): string {
  return (value as { job?: { id?: string } } | undefined)?.job?.id ?? '';
}

function replyValue<Value>(reply: unknown): Value | undefined {
  const { kind, value } = reply as { kind?: string; value?: Value };
  return kind === 'ok' ? value : undefined;
}
