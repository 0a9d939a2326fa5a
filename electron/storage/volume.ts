import { readFileSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { printedBy, windowsTool } from '../process/printed-by.ts';
import { judgeMounts } from './mount-table.ts';
import type { Volume } from './volume-kind.ts';
import { judgeWindowsPath, judgeWriteFilters, type WriteFilterReadings } from './write-filter.ts';

/** `f_type` of Linux's file systems (statfs(2)), where the mount table cannot be read. */
const knownTypes: ReadonlyMap<number, Volume> = new Map([
  [0x01021994, { kind: 'volatile', by: 'tmpfs' }],
  [0x858458f6, { kind: 'volatile', by: 'ramfs' }],
  [0x794c7630, { kind: 'doubtful', by: 'overlay' }],
  [0x6969, { kind: 'network', by: 'nfs' }],
  [0xff534d42, { kind: 'network', by: 'cifs' }],
  [0xfe534d42, { kind: 'network', by: 'smb' }],
  [0x517b, { kind: 'network', by: 'smb' }],
]);

/** How the mount table writes a device. */
function deviceOf(folder: string): string {
  const { dev } = statSync(folder, { bigint: true });
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn);
  const minor = (dev & 0xffn) | ((dev >> 12n) & ~0xffn);
  return `${major}:${minor}`;
}

function linuxVolume(folder: string): Volume {
  try {
    const table = readFileSync('/proc/self/mountinfo', 'utf8');
    const verdict = judgeMounts(table, { folder: realpathSync(folder), device: deviceOf(folder) });
    if (verdict !== undefined) return verdict;
  } catch {
    // No table to read: the file system itself is asked.
  }
  return knownTypes.get(statfsSync(folder).type) ?? { kind: 'lasting' };
}

const deepFreezeKeys = [
  'HKLM\\SOFTWARE\\WOW6432Node\\Faronics\\Deep Freeze 6',
  'HKLM\\SOFTWARE\\Faronics\\Deep Freeze 6',
];
/** Drivers and services of write filters. */
const filterServices = ['uwfvol', 'DFServ', 'ewf', 'fbwf'] as const;

async function readWriteFilters(): Promise<WriteFilterReadings> {
  const [uwf, keys, services] = await Promise.all([
    printedBy(windowsTool('uwfmgr.exe'), 'get-config'),
    Promise.all(deepFreezeKeys.map((key) => printedBy(windowsTool('reg.exe'), 'query', key, '/v', 'DF Status'))),
    Promise.all(filterServices.map((name) => printedBy(windowsTool('sc.exe'), 'query', name))),
  ]);
  return { uwf, deepFreeze: keys.find((text) => text !== undefined), services };
}

async function windowsVolume(folder: string): Promise<Volume> {
  const real = realpathSync.native(folder);
  const byPath = judgeWindowsPath(real, process.env);
  return byPath ?? judgeWriteFilters(real, process.env.SystemDrive ?? 'C:', await readWriteFilters());
}

/**
 * What lies beneath a folder that is there. Never throws: what the system does not tell is `lasting`, because nobody could act on
 * anything else. On macOS nothing is asked.
 */
export async function volumeOf(folder: string): Promise<Volume> {
  try {
    if (process.platform === 'linux') return linuxVolume(folder);
    if (process.platform === 'win32') return await windowsVolume(folder);
  } catch {
    // Told by whoever cannot read or write there.
  }
  return { kind: 'lasting' };
}
