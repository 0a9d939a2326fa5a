import { expect, test } from 'vitest';
import { isAccepted } from '../../../electron/picking/accepted-files.ts';
import { drivesOfMounts } from '../../../electron/picking/file-places.ts';

test('drives of Linux are what is mounted where drives are, each once, and nothing of the system', () => {
  const line = (point: string) => `36 25 8:17 / ${point} rw,nosuid - vfat /dev/sdb1 rw`;
  const points = [
    '/',
    '/boot/efi',
    '/run/user/1000',
    '/run/media/kiosk/STICK',
    '/media/ada/My\\040Card',
    '/mnt',
    '/mnt/nas',
  ];
  const table = [...points, '/run/media/kiosk/STICK'].map(line).join('\n');
  expect(drivesOfMounts(table)).toEqual(['/media/ada/My Card', '/mnt', '/mnt/nas', '/run/media/kiosk/STICK']);
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
