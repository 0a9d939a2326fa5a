import { describe, expect, it } from 'vitest';
import { judgeMounts } from '../../../electron/storage/mount-table.ts';
import { judgeWindowsPath, judgeWriteFilters } from '../../../electron/storage/write-filter.ts';

const disk = '26 1 254:0 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro';
const table = (...lines: string[]) => `${lines.join('\n')}\n`;
const mount = (point: string, type: string, source = type, options = 'rw', device = '0:40') =>
  `41 26 ${device} / ${point} rw,relatime shared:2 master:1 - ${type} ${source} ${options}`;
const overlayRoot = 'lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay,workdir=/media/root-rw/overlay-workdir';

describe('what a folder lies on, by Linux’s mount table', () => {
  it.each([
    ['a disk', table(disk), { kind: 'lasting' }],
    ['tmpfs above it', table(disk, mount('/srv', 'tmpfs')), { kind: 'volatile', by: 'tmpfs' }],
    ['ramfs', table(disk, mount('/srv/kiosk', 'ramfs')), { kind: 'volatile', by: 'ramfs' }],
    ['a tmpfs elsewhere', table(disk, mount('/srv/kiosk-other', 'tmpfs')), { kind: 'lasting' }],
    ['a disk inside a tmpfs', table(disk, mount('/srv', 'tmpfs'), mount('/srv/kiosk', 'xfs')), { kind: 'lasting' }],
    [
      'a tmpfs over a disk at one point',
      table(disk, mount('/srv', 'xfs'), mount('/srv', 'tmpfs')),
      { kind: 'volatile', by: 'tmpfs' },
    ],
    [
      'a compressed disk in memory',
      table(disk, mount('/srv', 'ext4', '/dev/zram1')),
      { kind: 'volatile', by: '/dev/zram1' },
    ],
    ['NFS', table(disk, mount('/srv', 'nfs4', 'nas:/kiosk')), { kind: 'network', by: 'nfs4' }],
    ['SMB', table(disk, mount('/srv', 'cifs', '//nas/kiosk')), { kind: 'network', by: 'cifs' }],
    ['SMB 3', table(disk, mount('/srv', 'smb3', '//nas/kiosk')), { kind: 'network', by: 'smb3' }],
    ['SSH', table(disk, mount('/srv', 'fuse.sshfs', 'nas:')), { kind: 'network', by: 'fuse.sshfs' }],
    ['a folder of the host', table(disk, mount('/srv', 'virtiofs')), { kind: 'network', by: 'virtiofs' }],
    ['a disk through FUSE', table(disk, mount('/srv', 'fuseblk', '/dev/sdb1')), { kind: 'lasting' }],
    [
      'overlayroot',
      table(mount('/', 'overlay', 'overlayroot', overlayRoot), mount('/media/root-rw', 'tmpfs', 'tmpfs', 'rw', '0:41')),
      { kind: 'volatile', by: 'overlay' },
    ],
    [
      'overlayroot on a disk',
      table(
        mount('/', 'overlay', 'overlayroot', overlayRoot),
        mount('/media/root-rw', 'ext4', '/dev/sdb1', 'rw', '8:17'),
      ),
      { kind: 'lasting' },
    ],
    [
      'a live system',
      table(mount('/', 'overlay', '/cow', 'lowerdir=/filesystem.squashfs,upperdir=/cow/upper,workdir=/cow/work')),
      { kind: 'volatile', by: 'overlay' },
    ],
    [
      'a container',
      table(mount('/', 'overlay', 'overlay', 'lowerdir=/a:/b,upperdir=/var/lib/docker/overlay2/0f/diff,workdir=/w')),
      { kind: 'doubtful', by: 'overlay' },
    ],
    [
      'a volume of a container',
      table(
        mount('/', 'overlay', 'overlay', 'upperdir=/var/lib/docker/overlay2/0f/diff'),
        mount('/srv/kiosk', 'ext4', '/dev/sda1', 'rw', '8:1'),
      ),
      { kind: 'lasting' },
    ],
    [
      'an overlay that cannot be written',
      table(mount('/', 'overlay', 'overlay', 'ro,lowerdir=/a:/b')),
      { kind: 'doubtful', by: 'overlay' },
    ],
    [
      'aufs over memory',
      table(mount('/', 'aufs', 'none', 'br=/ram/rw=rw:/ro=ro'), mount('/ram', 'tmpfs', 'tmpfs', 'rw', '0:41')),
      { kind: 'volatile', by: 'aufs' },
    ],
    ['a table cut off', `${disk}\n41 26 0:40 / /srv`, { kind: 'lasting' }],
    ['a table of something else', 'not a table\n\n - \n', undefined],
  ] as const)('%s', (_, text, verdict) => {
    expect(judgeMounts(text, { folder: '/srv/kiosk' })).toEqual(verdict);
  });

  it('reads names with spaces', () => {
    const text = table(disk, mount('/srv/photo\\040kiosk', 'tmpfs'));
    expect(judgeMounts(text, { folder: '/srv/photo kiosk/data' })).toEqual({ kind: 'volatile', by: 'tmpfs' });
  });
  it('asks the device where one mount hides another', () => {
    const text = table(
      disk,
      mount('/srv/kiosk', 'tmpfs', 'tmpfs', 'rw', '0:41'),
      mount('/srv', 'xfs', '/dev/sdb', 'rw', '8:16'),
    );
    expect(judgeMounts(text, { folder: '/srv/kiosk', device: '8:16' })).toEqual({ kind: 'lasting' });
    expect(judgeMounts(text, { folder: '/srv/kiosk', device: '0:41' })).toEqual({ kind: 'volatile', by: 'tmpfs' });
  });
});

const uwf = ({ state = 'ON', volume = 'Protected', exclusions = '' } = {}) => `
Unified Write Filter Configuration Utility version 10.0.19041
Copyright (C) Microsoft Corporation. All rights reserved.

Current Session Configuration for KIOSK-17

    FILTER SETTINGS
        Filter state:     ${state}
        Pending commit:   N/A

    SERVICING SETTINGS
        Servicing State:  OFF

    OVERLAY SETTINGS
        Type:               RAM
        Maximum size:       1024 MB

    VOLUME SETTINGS
    Volume 6d1c6b7c-0000-0000-0000-100000000000 [C:]
        Volume state:     ${volume}
        Volume ID:        6d1c6b7c-0000-0000-0000-100000000000

        File Exclusions:
            ${exclusions}

    Volume 11111111-0000-0000-0000-100000000000 [D:]
        Volume state:     Un-protected

    REGISTRY EXCLUSIONS

Next Session Configuration for KIOSK-17

    FILTER SETTINGS
        Filter state:     OFF
`;
const nothing = { uwf: undefined, deepFreeze: undefined, services: [] };
const service = (name: string, state: string) =>
  `\r\nSERVICE_NAME: ${name}\r\n        TYPE               : 2  FILE_SYSTEM_DRIVER\r\n        STATE              : ${state}\r\n`;
const status = (word: string) =>
  `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Faronics\r\n    DF Status    REG_SZ    ${word}\r\n\r\n`;

describe('whether a write filter of Windows forgets a folder', () => {
  it.each([
    ['no filter', 'C:\\Kiosk', nothing, { kind: 'lasting' }],
    ['UWF off', 'C:\\Kiosk', { ...nothing, uwf: uwf({ state: 'OFF' }) }, { kind: 'lasting' }],
    ['UWF on', 'C:\\Kiosk', { ...nothing, uwf: uwf() }, { kind: 'volatile', by: 'UWF' }],
    [
      'UWF on, with other line ends',
      'c:\\kiosk',
      { ...nothing, uwf: uwf().replaceAll('\n', '\r\n') },
      { kind: 'volatile', by: 'UWF' },
    ],
    ['UWF on another volume', 'D:\\Kiosk', { ...nothing, uwf: uwf() }, { kind: 'lasting' }],
    [
      'UWF with the volume left out',
      'C:\\Kiosk',
      { ...nothing, uwf: uwf({ volume: 'Un-protected' }) },
      { kind: 'lasting' },
    ],
    [
      'UWF with the folder excluded',
      'C:\\Kiosk',
      { ...nothing, uwf: uwf({ exclusions: 'C:\\Kiosk' }) },
      { kind: 'lasting' },
    ],
    [
      'UWF with a folder above excluded',
      'C:\\ProgramData\\Kiosk',
      { ...nothing, uwf: uwf({ exclusions: '\\ProgramData' }) },
      { kind: 'lasting' },
    ],
    [
      'UWF with a folder of like name excluded',
      'C:\\Kiosk',
      { ...nothing, uwf: uwf({ exclusions: 'C:\\Kio' }) },
      { kind: 'volatile', by: 'UWF' },
    ],
    ['UWF and a volume it does not list', 'E:\\Kiosk', { ...nothing, uwf: uwf() }, { kind: 'doubtful', by: 'UWF' }],
    [
      'UWF in a language that is not known',
      'C:\\Kiosk',
      { ...nothing, uwf: 'Filterstatus: EIN', services: [service('uwfvol', '4  RUNNING')] },
      { kind: 'doubtful', by: 'UWF' },
    ],
    [
      'UWF that is installed and does not run',
      'C:\\Kiosk',
      { ...nothing, services: [service('uwfvol', '1  STOPPED')] },
      { kind: 'lasting' },
    ],
    [
      'Deep Freeze, frozen',
      'C:\\Kiosk',
      { ...nothing, deepFreeze: status('Frozen') },
      { kind: 'volatile', by: 'Deep Freeze' },
    ],
    [
      'Deep Freeze and another drive',
      'T:\\Kiosk',
      { ...nothing, deepFreeze: status('Frozen') },
      { kind: 'doubtful', by: 'Deep Freeze' },
    ],
    [
      'Deep Freeze, thawed',
      'C:\\Kiosk',
      { ...nothing, deepFreeze: status('Thawed'), services: [service('DFServ', '4  RUNNING')] },
      { kind: 'lasting' },
    ],
    [
      'Deep Freeze that only runs',
      'C:\\Kiosk',
      { ...nothing, services: [undefined, service('DFServ', '4  RUNNING')] },
      { kind: 'doubtful', by: 'Deep Freeze' },
    ],
    [
      'an older filter',
      'C:\\Kiosk',
      { ...nothing, services: [service('fbwf', '4  RUNNING')] },
      { kind: 'doubtful', by: 'FBWF' },
    ],
  ] as const)('%s', (_, folder, readings, verdict) => {
    expect(judgeWriteFilters(folder, 'C:', readings)).toEqual(verdict);
  });

  it.each([
    ['\\\\nas\\kiosk\\data', { kind: 'network', by: 'SMB' }],
    ['\\\\?\\UNC\\nas\\kiosk', { kind: 'network', by: 'SMB' }],
    ['\\\\?\\C:\\Kiosk', undefined],
    ['C:\\Kiosk', undefined],
    ['c:\\users\\kiosk\\onedrive - contoso\\data', { kind: 'network', by: 'OneDrive' }],
    ['C:\\Users\\kiosk\\OneDrive', undefined],
  ] as const)('the path %s', (folder, verdict) => {
    expect(judgeWindowsPath(folder, { OneDriveCommercial: 'C:\\Users\\kiosk\\OneDrive - Contoso\\' })).toEqual(verdict);
  });
});
