import type { Volume } from './volume-kind.ts';

/** What Windows' tools printed; `undefined` where one is not there or did not answer. */
export interface WriteFilterReadings {
  /** `uwfmgr get-config`, which every account may ask. */
  readonly uwf: string | undefined;
  /** `reg query … /v "DF Status"` of Deep Freeze. */
  readonly deepFreeze: string | undefined;
  /** `sc query` of the filters' services. */
  readonly services: readonly (string | undefined)[];
}

const lasting: Volume = { kind: 'lasting' };

/** Environment variables that name folders which a program synchronises with a cloud. */
const synchronised = ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer'];

function isInside(folder: string, above: string): boolean {
  const [inner, outer] = [folder, above].map((text) =>
    text
      .replace(/[\\/]+/g, '\\')
      .replace(/\\$/, '')
      .toLowerCase(),
  );
  return outer !== undefined && outer !== '' && (inner === outer || inner?.startsWith(`${outer}\\`) === true);
}

/** What the path itself says: a share of another machine, or a folder that OneDrive moves about; `undefined` when nothing. */
export function judgeWindowsPath(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Volume | undefined {
  if (/^\\\\(\?\\UNC\\|(?![?.]\\))/i.test(folder)) return { kind: 'network', by: 'SMB' };
  const isSynchronised = synchronised.some((name) => isInside(folder, env[name] ?? ''));
  return isSynchronised ? { kind: 'network', by: 'OneDrive' } : undefined;
}

/** The Unified Write Filter on the folder's volume in this session; `undefined` when the text does not say. */
function judgeUwf(folder: string, text: string): Volume | undefined {
  const [session = ''] = text.split(/^\s*next session/im);
  const state = /^\s*filter state:\s*(on|off)/im.exec(session)?.[1]?.toLowerCase();
  if (state === undefined) return undefined;
  if (state === 'off') return lasting;
  const drive = folder.slice(0, 2).toLowerCase();
  const volumes = session.split(/^\s*(?=volume\s+\S.*\[)/im);
  const ours = volumes.find((block) => /\[([a-z]:)\\?\]/i.exec(block)?.[1]?.toLowerCase() === drive);
  const isProtected = ours === undefined ? undefined : /^\s*volume state:\s*(un-?)?protected/im.exec(ours);
  if (ours === undefined || isProtected === undefined || isProtected === null) return { kind: 'doubtful', by: 'UWF' };
  if (isProtected[1] !== undefined) return lasting;
  const exclusions = ours
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^([a-z]:)?\\/i.test(line));
  const isExcluded = exclusions.some((line) => isInside(folder, line.startsWith('\\') ? `${drive}${line}` : line));
  return isExcluded ? lasting : { kind: 'volatile', by: 'UWF' };
}

/** Deep Freeze keeps the system's drive; which others it keeps, and its ThawSpaces, it does not say. */
function judgeDeepFreeze(folder: string, systemDrive: string, text: string): Volume | undefined {
  const status = /DF Status\s+REG_SZ\s+(\w+)/i.exec(text)?.[1]?.toLowerCase();
  if (status === 'thawed') return lasting;
  if (status !== 'frozen') return undefined;
  const isSystem = folder.slice(0, 2).toLowerCase() === systemDrive.slice(0, 2).toLowerCase();
  return { kind: isSystem ? 'volatile' : 'doubtful', by: 'Deep Freeze' };
}

const serviceNames: Readonly<Record<string, string>> = {
  uwfvol: 'UWF',
  dfserv: 'Deep Freeze',
  ewf: 'EWF',
  fbwf: 'FBWF',
};

/** A filter that runs and about which nothing more could be read. `SERVICE_NAME` and state 4 are in every language of Windows. */
function runningFilter(services: WriteFilterReadings['services'], isRead: ReadonlySet<string>): Volume {
  for (const text of services) {
    const name = /SERVICE_NAME:\s*(\S+)/i.exec(text ?? '')?.[1]?.toLowerCase() ?? '';
    const by = serviceNames[name];
    const isRunning = /^\s*\S[^:\n]*:\s*4\s+\S*RUNNING/im.test(text ?? '');
    if (by !== undefined && isRunning && !isRead.has(by)) return { kind: 'doubtful', by };
  }
  return lasting;
}

/** Whether a write filter of Windows forgets what is written to a folder. */
export function judgeWriteFilters(folder: string, systemDrive: string, readings: WriteFilterReadings): Volume {
  const { uwf, deepFreeze, services } = readings;
  const byUwf = uwf === undefined ? undefined : judgeUwf(folder, uwf);
  const byDeepFreeze = deepFreeze === undefined ? undefined : judgeDeepFreeze(folder, systemDrive, deepFreeze);
  const found = [byUwf, byDeepFreeze].filter((volume) => volume !== undefined);
  const isRead = new Set([...(byUwf ? ['UWF'] : []), ...(byDeepFreeze ? ['Deep Freeze'] : [])]);
  const worst = ['volatile', 'doubtful'].map((kind) => found.find((volume) => volume.kind === kind));
  return worst.find((volume) => volume !== undefined) ?? runningFilter(services, isRead);
}
