import type { SupportLog } from '../../shared/support-log.ts';

const shownLines = 200;

interface LogLine {
  readonly event?: string;
  readonly atMs?: number;
}

/** What a line says of itself; one that a crash cut off, or that somebody else wrote, says nothing. */
function lineOf(text: string): LogLine {
  try {
    const { msg, time } = JSON.parse(text) as { msg?: unknown; time?: unknown };
    const atMs = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    return {
      ...(typeof msg === 'string' ? { event: msg.slice(0, 80) } : {}),
      ...(Number.isNaN(atMs) ? {} : { atMs }),
    };
  } catch {
    return {};
  }
}

/** Says what is in a log of JSON lines, oldest first. */
export function describeLog(log: Uint8Array): SupportLog {
  const lines = Buffer.from(log)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const counts = new Map<string, number>();
  let fromMs: number | undefined;
  let toMs: number | undefined;
  for (const line of lines) {
    const { event, atMs } = lineOf(line);
    if (event !== undefined) counts.set(event, (counts.get(event) ?? 0) + 1);
    fromMs ??= atMs;
    toMs = atMs ?? toMs;
  }
  return {
    lineCount: lines.length,
    sizeBytes: log.byteLength,
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    events: [...counts].map(([event, count]) => ({ event, count })).sort((one, other) => other.count - one.count),
    lastLines: lines.slice(-shownLines),
  };
}
