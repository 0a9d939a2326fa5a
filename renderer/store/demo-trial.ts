import type { KioskApi } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/station.ts';

/** What came of asking for the demo company at a station that belongs to nobody yet. */
export type DemoTrial =
  | { readonly kind: 'chosen' | 'failed' }
  /** Staff give their PIN first. */
  | { readonly kind: 'pin-asked' }
  | { readonly kind: 'not-written'; readonly file: string; readonly reason: string };

/** Runs the station on the demo company, asked for by name; where a PIN guards it, only staff do that. */
export async function tryDemo(
  { commands }: KioskApi,
  { isOperator, station }: Pick<Snapshot, 'isOperator' | 'station'>,
  askPin: () => void,
): Promise<DemoTrial> {
  if (isOperator) return chooseDemo(commands);
  if (station.hasOperatorPin) {
    askPin();
    return { kind: 'pin-asked' };
  }
  // Where there is no PIN any text opens.
  const unlocked = await commands['operator.unlock']({ pin: '-' });
  if (unlocked.kind === 'error') return { kind: 'failed' };
  try {
    return await chooseDemo(commands);
  } finally {
    await commands['operator.lock']({});
  }
}

/** Names the demo company in the settings, beside whatever stands there. */
async function chooseDemo(commands: KioskApi['commands']): Promise<DemoTrial> {
  const read = await commands['settings.read']({});
  if (read.kind === 'error') return { kind: 'failed' };
  const { revision, document } = read.value;
  const written = await commands['settings.write']({
    revision,
    document: JSON.stringify({ ...JSON.parse(document), tenant: 'demo' }),
  });
  if (written.kind === 'error') return { kind: 'failed' };
  const { value } = written;
  if (value.kind === 'not-written') return { kind: 'not-written', file: value.file, reason: value.reason };
  return { kind: value.kind === 'saved' ? 'chosen' : 'failed' };
}
