import path from 'node:path';
import { expect, test } from 'vitest';
import { isAccepted } from '../../../electron/picking/accepted-files.ts';
import { createPlaceLook, folderAbove, placesAmong } from '../../../electron/picking/file-places.ts';
import { drivesOfDiskList, drivesOfLetters, drivesOfMounts } from '../../../electron/picking/machine-drives.ts';
import { isHiddenName } from '../../../shared/hidden-names.ts';
import { createFakeClock } from '../../fake-clock.ts';

test('drives of Linux are what is mounted where drives are, each once, and nothing of the system or of a network', () => {
  const line = (point: string) =>
    `36 25 8:17 / ${point} rw,nosuid - ${point.startsWith('/mnt/net') ? 'nfs4' : 'vfat'} /dev/sdb1 rw`;
  const points = [
    '/',
    '/boot/efi',
    '/run/user/1000',
    '/run/media/kiosk/STICK',
    '/media/ada/My\\040Card',
    '/mnt',
    '/mnt/disk',
    '/mnt/net',
    '/mnt/net/deeper',
  ];
  const table = [...points, '/run/media/kiosk/STICK'].map(line).join('\n');
  expect(drivesOfMounts(table)).toEqual(['/media/ada/My Card', '/mnt', '/mnt/disk', '/run/media/kiosk/STICK']);
});

test.each([
  ['list.CSV', '.csv,.tsv,.txt,.xlsx', true],
  ['csv', '.csv', false],
  ['list.csv.exe', '.csv', false],
  ['settings.json', 'application/json,.json', true],
  ['face.JPEG', 'image/*', true],
  ['face.heic', 'image/*,.zip', true],
  ['faces.zip', 'image/*,.zip', true],
  ['faces.zip', 'image/*', false],
  ['anything', '', true],
])('a file called %s fits a field that takes “%s”: %s', (name, accept, fits) => {
  expect(isAccepted(name, accept)).toBe(fits);
});

test('the top of a drive has nothing above it, on any system', () => {
  expect(folderAbove('E:\\', path.win32)).toBeUndefined();
  expect(folderAbove('E:\\a', path.win32)).toBe('E:\\');
  expect(folderAbove('/', path.posix)).toBeUndefined();
});

test('removable drives of Windows and macOS are read from what their tools print', () => {
  // As Windows PowerShell 5.1 prints names of drives.
  expect(drivesOfLetters('E:\\\r\nf:\\\r\n\r\n')).toEqual(['E:\\', 'F:\\']);
  expect(drivesOfLetters('Access denied: C:\\ is not there\r\n')).toEqual([]);
  // As diskutil prints a stick with a boot partition.
  const list = `<dict><key>DeviceIdentifier</key><string>disk4s1</string><key>VolumeName</key><string>EFI</string></dict>
    <dict><key>DeviceIdentifier</key><string>disk4s2</string><key>MountPoint</key>
      <string>/Volumes/R&amp;D</string></dict><dict><key>MountPoint</key><string>/</string></dict>`;
  expect(drivesOfDiskList(list)).toEqual(['/Volumes/R&D']);
  expect(drivesOfDiskList('')).toEqual([]);
});

test.each(['.ssh', '$RECYCLE.BIN', 'System Volume Information', 'Thumbs.db', 'desktop.ini'])(
  '“%s” is not shown to people, on whatever system a drive was filled',
  (name) => expect(isHiddenName(name)).toBe(true),
);
test.each(['list.csv', '$prices.csv', 'Recycling.csv'])('“%s” is shown', (name) =>
  expect(isHiddenName(name)).toBe(false),
);

const home = path.resolve('/home/kiosk');
const inHome = (name: string) => path.join(home, name);
const folders = {
  home,
  downloads: inHome('Downloads'),
  desktop: inHome('Desktop'),
  documents: inHome('Documents'),
  pictures: inHome('Pictures'),
};
const pathsOf = (some: object, isOperator: boolean) =>
  placesAmong([], { ...folders, ...some }, isOperator).map((place) => place.path);

test('a home is no place, nor is what holds it, whoever looks', () => {
  expect(pathsOf({ downloads: home, documents: path.dirname(home) }, true)).toEqual([
    folders.desktop,
    folders.pictures,
  ]);
  expect(pathsOf({ pictures: home }, false)).toEqual([]);
});

test('visitors see the pictures alone, and not those either where something else of the user lies in them', () => {
  expect(pathsOf({}, false)).toEqual([folders.pictures]);
  expect(pathsOf({ downloads: inHome('Pictures/saved') }, false)).toEqual([]);
  expect(pathsOf({ downloads: inHome('Pictures') }, false)).toEqual([]);
});

test('a drive whose server does not answer is left out after a moment, and not asked again until it has answered', async () => {
  const clock = createFakeClock();
  let asked = 0;
  let answer: ((real: string) => void) | undefined;
  const { find } = createPlaceLook(clock, (folder) => {
    if (folder !== '/mnt/dead') return Promise.resolve(folder);
    asked += 1;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const drives = ['/mnt/dead', '/mnt/alive'].map((drive) => ({ kind: 'drive' as const, name: drive, path: drive }));
  const names = async (looked: ReturnType<typeof find>) => (await looked).map(({ name }) => name);
  // Two at once wait for the same answer.
  const [first, other] = [find(drives), find(drives)];
  await new Promise(setImmediate);
  clock.advance(1_500);
  expect(await names(first)).toEqual(['/mnt/alive']);
  expect(await names(other)).toEqual(['/mnt/alive']);
  expect(await names(find(drives))).toEqual(['/mnt/alive']);
  expect(asked).toBe(1);
  answer?.('/mnt/dead');
  await new Promise(setImmediate);
  const back = find(drives);
  answer?.('/mnt/dead');
  expect(await names(back)).toEqual(['/mnt/dead', '/mnt/alive']);
  expect(asked).toBe(2);
});
