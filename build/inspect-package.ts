/** `npm run inspect-package`: reads what `npm run package` left unpacked in `dist/`: fuses, list of files, size. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { getRawHeader } from '@electron/asar';
import { commandExitCodes } from '../electron/host/exit-code.ts';
import { packedProgram, readFuses } from './fuses.ts';
import { missing, packedLimitBytes, strangers } from './packed-files.ts';

const dist = path.resolve(import.meta.dirname, '../dist');
const megabyte = 1024 * 1024;

interface ArchiveEntry {
  readonly files?: Readonly<Record<string, ArchiveEntry>>;
  readonly size?: number;
}

/** Files of an archive with their sizes, those that lie unpacked beside it included. */
function filesIn(entry: ArchiveEntry, place = ''): { file: string; sizeBytes: number }[] {
  return Object.entries(entry.files ?? {}).flatMap(([name, part]) =>
    part.files === undefined
      ? [{ file: `${place}${name}`, sizeBytes: part.size ?? 0 }]
      : filesIn(part, `${place}${name}/`),
  );
}

function packedFolders(): string[] {
  const names = existsSync(dist) ? readdirSync(dist) : [];
  return names
    .filter((name) => /^(linux|win|mac)(-[\w]+)?(-unpacked)?$/.test(name))
    .map((name) => path.join(dist, name));
}

async function inspect(folder: string): Promise<string[]> {
  const platform = process.platform;
  const productFilename = platform === 'linux' ? 'photo-kiosk' : 'Photo Kiosk';
  const program = packedProgram({ platform, folder, productFilename, executableName: 'photo-kiosk' });
  const resources = platform === 'darwin' ? path.join(program, 'Contents/Resources') : path.join(folder, 'resources');
  const files = filesIn(getRawHeader(path.join(resources, 'app.asar')).header as ArchiveEntry);
  const sizeBytes = files.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  console.log(`${path.basename(folder)}: ${files.length} files, ${(sizeBytes / megabyte).toFixed(1)} MB of our own`);
  const names = files.map(({ file }) => file);
  const absent = ['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'deploy'].filter(
    (name) => !existsSync(path.join(resources, name)),
  );
  return [
    ...(await readFuses(program)),
    ...strangers(names).map((file) => `has no place in an installer: ${file}`),
    ...missing(names).map((pattern) => `expected a file like ${pattern}, got none`),
    ...(existsSync(path.join(resources, 'default_app.asar')) ? ["has no place: Electron's default_app.asar"] : []),
    ...absent.map((name) => `expected resources/${name}, got nothing`),
    ...(sizeBytes > packedLimitBytes ? [`expected at most ${packedLimitBytes} bytes, got ${sizeBytes}`] : []),
  ];
}

const folders = packedFolders();
const faults = (await Promise.all(folders.map(inspect))).flat();
if (folders.length === 0) faults.push('expected a packed app in dist/, got none: run npm run package first');
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? commandExitCodes.ok : commandExitCodes.failed;
