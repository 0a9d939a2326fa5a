import { describe, expect, test } from 'vitest';
import { auditStation, probesFor } from '../../../electron/audit/audit.ts';
import { type AuditItem, auditItems, type SystemLook } from '../../../electron/audit/audit-probe.ts';
import { auditItemWords } from '../../../shared/audit-words.ts';

interface Machine {
  readonly uid?: number;
  /** Answers by the command's line; absent: the command is not there. */
  readonly answers?: Readonly<Record<string, string | readonly [code: number, out: string]>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly rights?: Readonly<Record<string, readonly [uid: number, mode: number, canWrite?: boolean]>>;
}

function systemOf({ uid = 1001, answers = {}, files = {}, rights = {} }: Machine): SystemLook {
  return {
    uid,
    async run(command, args) {
      const answer = answers[[command, ...args].join(' ')] ?? answers[command];
      if (answer === undefined) return undefined;
      return typeof answer === 'string' ? { code: 0, out: answer } : { code: answer[0], out: answer[1] };
    },
    read: (file) => files[file],
    rights(file) {
      const known = rights[file];
      return known === undefined ? undefined : { uid: known[0], mode: known[1], canWrite: known[2] === true };
    },
  };
}

const station = {
  appFolder: '/opt/photo-kiosk',
  dataFolder: '/home/kiosk/.local/share/photo-kiosk',
  settingsFile: '/etc/photo-kiosk/settings.json',
  sealedBy: 'handed-key',
};
const unit = 'systemctl show photo-kiosk.service --property=UnitFileState,Restart,RestartPreventExitStatus';
const sleep = 'systemctl is-enabled sleep.target suspend.target hibernate.target hybrid-sleep.target';
const apt = 'apt-config dump APT::Periodic::Unattended-Upgrade';
const good: Machine = {
  answers: {
    'id -Gn': 'kiosk video render input\n',
    [unit]: 'Restart=always\nRestartPreventExitStatus=0 64 79\nUnitFileState=enabled\n',
    [sleep]: [1, 'masked\nmasked\nmasked\nmasked\n'],
    [apt]: 'APT::Periodic::Unattended-Upgrade "1";\n',
  },
  files: {
    '/proc/sys/kernel/sysrq': '0\n',
    '/etc/systemd/logind.conf.d/photo-kiosk.conf': '[Login]\nNAutoVTs=0\nReserveVT=0\n',
    '/proc/sys/user/max_user_namespaces': '15000\n',
  },
  rights: {
    '/opt/photo-kiosk': [0, 0o40755],
    '/opt/photo-kiosk/resources/app.asar': [0, 0o100644],
    '/etc/photo-kiosk/settings.json': [0, 0o100644],
    '/home/kiosk/.local/share/photo-kiosk': [1001, 0o40700],
  },
};

async function verdicts(machine: Machine, platform: NodeJS.Platform = 'linux', more: object = {}) {
  const findings = await auditStation(probesFor(platform), systemOf(machine), { ...station, ...more });
  return Object.fromEntries(findings.map(({ item, verdict }) => [item, verdict]));
}
const failing = async (...asked: Parameters<typeof verdicts>) =>
  Object.entries(await verdicts(...asked)).flatMap(([item, verdict]) =>
    verdict === 'pass' ? [] : [`${item} ${verdict}`],
  );

describe('the audit of a Linux station', () => {
  test('passes one that is set up as the guide says', async () => {
    expect(Object.keys(await verdicts(good)).sort()).toEqual([...auditItems].sort());
    expect(await failing(good)).toEqual([]);
  });

  const faults: [what: string, item: AuditItem, machine: Machine][] = [
    [
      'an account of root',
      'account',
      { ...good, uid: 0, rights: { ...good.rights, [station.dataFolder]: [0, 0o40700] } },
    ],
    ['an administrator', 'account', { ...good, answers: { ...good.answers, 'id -Gn': 'kiosk sudo' } }],
    ['docker, which is root', 'account', { ...good, answers: { ...good.answers, 'id -Gn': 'kiosk docker' } }],
    [
      'an archive that the account may change',
      'app-rights',
      { ...good, rights: { ...good.rights, '/opt/photo-kiosk/resources/app.asar': [0, 0o100666, true] } },
    ],
    ['a folder above the app', 'app-rights', { ...good, rights: { ...good.rights, '/opt': [0, 0o40777, true] } }],
    [
      'settings of the account',
      'settings-rights',
      { ...good, rights: { ...good.rights, '/etc/photo-kiosk/settings.json': [1001, 0o100644, true] } },
    ],
    [
      'data that others may read',
      'data-rights',
      { ...good, rights: { ...good.rights, [station.dataFolder]: [1001, 0o40755] } },
    ],
    [
      'data of somebody else',
      'data-rights',
      { ...good, rights: { ...good.rights, [station.dataFolder]: [1002, 0o40700] } },
    ],
    [
      'a unit that is not enabled',
      'restart',
      { ...good, answers: { ...good.answers, [unit]: 'Restart=always\nUnitFileState=disabled\n' } },
    ],
    [
      'no unit at all',
      'restart',
      { ...good, answers: { ...good.answers, [unit]: 'Restart=no\nRestartPreventExitStatus=\nUnitFileState=\n' } },
    ],
    [
      'no user namespaces',
      'sandbox',
      { ...good, files: { ...good.files, '/proc/sys/user/max_user_namespaces': '0\n' } },
    ],
    [
      'namespaces for named programs only, and no profile',
      'sandbox',
      { ...good, files: { ...good.files, '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' } },
    ],
    [
      'one way to sleep',
      'sleep',
      { ...good, answers: { ...good.answers, [sleep]: 'masked\nstatic\nmasked\nmasked\n' } },
    ],
    [
      'updates by hand',
      'updates',
      { ...good, answers: { ...good.answers, [apt]: 'APT::Periodic::Unattended-Upgrade "0";\n' } },
    ],
    ['SysRq', 'ways-out', { ...good, files: { ...good.files, '/proc/sys/kernel/sysrq': '438\n' } }],
    [
      'terminals',
      'ways-out',
      { ...good, files: { '/proc/sys/kernel/sysrq': '0\n', '/etc/systemd/logind.conf': '#NAutoVTs=0\n' } },
    ],
  ];
  test.each(faults)('fails for %s', async (_what, item, machine) => {
    expect(await failing(machine)).toEqual([`${item} fail`]);
  });

  test('fails for a key beside the photos; each failure comes with what mends it', async () => {
    expect(await failing(good, 'linux', { sealedBy: 'key-file' })).toEqual(['key fail']);
    const findings = await auditStation(probesFor('linux'), systemOf({ uid: 0 }), { ...station, sealedBy: 'key-file' });
    for (const { verdict, fix } of findings) expect(fix === undefined).toBe(verdict !== 'fail');
  });

  test('lets the helper stand in for namespaces, dnf for apt, and a closed home for a closed folder', async () => {
    const dnf = 'systemctl is-enabled dnf-automatic.timer dnf5-automatic.timer';
    const { [apt]: _, ...answers } = good.answers ?? {};
    const machine: Machine = {
      answers: { ...answers, [dnf]: [1, 'enabled\nnot-found\n'] },
      files: { ...good.files, '/proc/sys/user/max_user_namespaces': '0\n' },
      rights: {
        ...good.rights,
        '/opt/photo-kiosk/chrome-sandbox': [0, 0o104755],
        [station.dataFolder]: [1001, 0o40755],
        '/home/kiosk': [1001, 0o40700],
      },
    };
    expect(await failing(machine)).toEqual([]);
  });

  test('says that it could not tell where nothing answers, and does not call that well', async () => {
    const told = await verdicts({ files: good.files ?? {}, rights: good.rights ?? {} });
    expect(told).toMatchObject({ account: 'note', restart: 'note', sleep: 'note', updates: 'fail' });
  });
});

describe('the audit of a Windows station reads what the system answers', () => {
  const rights = (...rows: string[]) =>
    `C:\\place ${rows.join('\r\n         ')}\r\n\r\nSuccessfully processed 1 files; Failed processing 0 files\r\n`;
  const system = ['NT AUTHORITY\\SYSTEM:(I)(OI)(CI)(F)', 'BUILTIN\\Administrators:(I)(OI)(CI)(F)'];
  const powercfg = (mains: string) =>
    `Subgroup GUID: 238c9fa8\r\n    Minimum Possible Setting: 0x00000000\r\n    Current AC Power Setting Index: 0x${mains}\r\n    Current DC Power Setting Index: 0x00000384\r\n`;
  const answers: Record<string, string | readonly [number, string]> = {
    'whoami.exe': '"BUILTIN\\Users","Alias","S-1-5-32-545","Mandatory group"\r\n',
    'icacls.exe /app': rights(...system, 'BUILTIN\\Users:(I)(RX)', 'BUILTIN\\Users:(I)(OI)(CI)(IO)(GR,GE)'),
    'icacls.exe /settings': rights(...system, 'BUILTIN\\Users:(I)(R)'),
    'icacls.exe /data': rights(...system, 'STATION\\kiosk:(I)(OI)(CI)(F)'),
    'reg.exe query HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon /v Shell':
      '    Shell    REG_SZ    eshell.exe\r\n',
    'powercfg.exe': powercfg('00000000'),
    'reg.exe': [1, 'ERROR: The system was unable to find the specified registry key or value.'],
    'powershell.exe': 'DisableTaskMgr=1\r\nDisableLockWorkstation=1\r\nDisableChangePassword=1\r\n',
  };
  const places = { appFolder: '/app', dataFolder: '/data', settingsFile: '/settings' };
  const told = (more: typeof answers = {}) => failing({ answers: { ...answers, ...more } }, 'win32', places);

  test('one that is set up passes', async () => {
    expect(await told()).toEqual([]);
  });

  test.each([
    [
      'account fail',
      { 'whoami.exe': '"BUILTIN\\Administrators","Alias","S-1-5-32-544","Group used for deny only"\r\n' },
    ],
    ['app-rights fail', { 'icacls.exe /app': rights(...system, 'BUILTIN\\Users:(OI)(CI)(M)') }],
    ['app-rights fail', { 'icacls.exe /app': rights(...system, 'STATION\\kiosk:(I)(F)') }],
    ['settings-rights fail', { 'icacls.exe /settings': rights(...system, 'Everyone:(F)') }],
    ['data-rights fail', { 'icacls.exe /data': rights(...system, 'BUILTIN\\Users:(I)(RX)') }],
    ['sleep fail', { 'powercfg.exe': powercfg('00000708') }],
    [
      'ways-out fail',
      { 'powershell.exe': 'DisableTaskMgr=\r\nDisableLockWorkstation=1\r\nDisableChangePassword=1\r\n' },
    ],
    ['updates fail', { 'reg.exe': '    NoAutoUpdate    REG_DWORD    0x1\r\n' }],
    [
      'restart fail',
      {
        'reg.exe query HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon /v Shell':
          '    Shell    REG_SZ    explorer.exe\r\n',
      },
    ],
    ['settings-rights note', { 'icacls.exe /settings': [5, 'Access is denied.'] as const }],
  ])('%s', async (finding, more) => {
    expect(await told(more)).toEqual([finding]);
  });
});

describe('the audit of a Mac reads what the system answers', () => {
  const answers: Record<string, string | readonly [number, string]> = {
    '/usr/bin/id': 'staff everyone localaccounts\n',
    '/usr/bin/find': '',
    '/usr/bin/stat -f %Su %Sp /settings': 'root -rw-r--r--\n',
    '/usr/bin/stat -f %Su %Sp /data': 'kiosk drwx------\n',
    '/bin/launchctl print-disabled gui/501': '\tdisabled services = {\n\t}\n',
    '/usr/bin/pmset': ' standby              0\n sleep                0 (sleep prevented by powerd)\n',
    '/usr/bin/defaults': [1, 'does not exist'],
  };
  const places = { appFolder: '/app', dataFolder: '/data', settingsFile: '/settings' };
  const told = (more: typeof answers = {}) => failing({ uid: 501, answers: { ...answers, ...more } }, 'darwin', places);

  test('one that is set up passes', async () => {
    expect(await told()).toEqual([]);
  });

  test.each([
    ['account fail', { '/usr/bin/id': 'staff admin everyone\n' }],
    ['app-rights fail', { '/usr/bin/find': '/app/Contents/MacOS\n' }],
    ['settings-rights fail', { '/usr/bin/stat -f %Su %Sp /settings': 'kiosk -rw-r--r--\n' }],
    ['data-rights fail', { '/usr/bin/stat -f %Su %Sp /data': 'kiosk drwxr-xr-x\n' }],
    ['restart fail', { '/bin/launchctl print-disabled gui/501': '\t"app.photo-kiosk.station" => disabled\n' }],
    ['sleep fail', { '/usr/bin/pmset': ' sleep                10\n' }],
    ['updates fail', { '/usr/bin/defaults': '0\n' }],
  ])('%s', async (finding, more) => {
    expect(await told(more)).toEqual([finding]);
  });
});

test('every item is said in words', () => {
  expect(Object.keys(auditItemWords)).toEqual([...auditItems]);
});
