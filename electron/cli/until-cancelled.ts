import process from 'node:process';

/** Calls off long work when somebody presses Ctrl+C; what is under way ends properly. */
export async function untilCancelled(work: { cancel(): void }, run: () => Promise<void>): Promise<void> {
  const cancel = () => work.cancel();
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  try {
    await run();
  } finally {
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
  }
}
