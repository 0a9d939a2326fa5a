import { type AuditItem, type AuditProbe, type AuditVerdict, fail, note, pass } from './audit-probe.ts';

/** A probe that is one command and a reading of its answer. */
interface ToldProbe {
  readonly item: AuditItem;
  readonly fix: string;
  /** Absent: the reading needs none. `$APP`, `$DATA` and `$SETTINGS` stand for the station's places. */
  readonly command: readonly [string, ...string[]];
  /** What the answer means. */
  read(out: string, code: number): { readonly verdict: AuditVerdict; readonly found: string };
}

/** Rights of `icacls` by which somebody without an administrator's could change or replace a file. */
const changing =
  /\b(Everyone|Authenticated Users|BUILTIN\\Users|NT AUTHORITY\\INTERACTIVE|\\kiosk):(?:\([A-Z]+\))*\((?:F|M|W|WD|[^)]*\b(?:WD|AD|WDAC|WO)\b[^)]*)\)/i;
const reading = /\b(Everyone|Authenticated Users|BUILTIN\\Users|NT AUTHORITY\\INTERACTIVE):/i;
const oneLine = (text: string) => text.trim().replaceAll(/\s+/g, ' ').slice(0, 200);

function byRights(pattern: RegExp) {
  return (out: string, code: number) => {
    if (code !== 0) return note(oneLine(out));
    const line = out.split(/\r?\n/).find((row) => pattern.test(row));
    return line === undefined ? pass(oneLine(out.split(/\r?\n/)[0] ?? '')) : fail(oneLine(line));
  };
}

const powershell = (script: string) => ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', script] as const;

/** Windows, as the station's account sees it. */
export const windowsProbes: readonly ToldProbe[] = [
  {
    item: 'account',
    fix: 'net localgroup Administrators kiosk /delete',
    command: ['whoami.exe', '/groups', '/fo', 'csv', '/nh'],
    // Also where the right is there for elevation only.
    read: (out, code) =>
      code !== 0 ? note(oneLine(out)) : out.includes('"S-1-5-32-544"') ? fail('S-1-5-32-544') : pass('S-1-5-32-545'),
  },
  {
    item: 'app-rights',
    fix: 'icacls "%ProgramFiles%\\Photo Kiosk" /reset /t',
    command: ['icacls.exe', '$APP'],
    read: byRights(changing),
  },
  {
    item: 'settings-rights',
    fix: 'icacls "%ProgramData%\\photo-kiosk\\settings.json" /inheritance:r /grant *S-1-5-32-544:F *S-1-5-18:F *S-1-5-32-545:R',
    command: ['icacls.exe', '$SETTINGS'],
    read: byRights(changing),
  },
  {
    item: 'data-rights',
    fix: 'icacls "%APPDATA%\\photo-kiosk" /reset /t',
    command: ['icacls.exe', '$DATA'],
    read: byRights(reading),
  },
  {
    item: 'restart',
    fix: 'setup-station.ps1',
    command: ['reg.exe', 'query', 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon', '/v', 'Shell'],
    read: (out) =>
      /REG_SZ\s+eshell\.exe/i.test(out) ? pass('eshell.exe') : fail(oneLine(out.split('REG_SZ')[1] ?? out)),
  },
  {
    item: 'sleep',
    fix: 'powercfg /change standby-timeout-ac 0',
    command: ['powercfg.exe', '/query', 'SCHEME_CURRENT', 'SUB_SLEEP', 'STANDBYIDLE'],
    // The last two numbers are those on mains and on battery, in every language of the system.
    read(out) {
      const [mains] = [...out.matchAll(/:\s*0x([0-9a-f]{8})\s*$/gim)]
        .slice(-2)
        .map(([, digits]) => Number(`0x${digits}`));
      if (mains === undefined) return note(oneLine(out));
      return mains === 0 ? pass('0') : fail(`${mains} s`);
    },
  },
  {
    item: 'updates',
    fix: 'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU /v NoAutoUpdate /t REG_DWORD /d 0 /f',
    command: [
      'reg.exe',
      'query',
      'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU',
      '/v',
      'NoAutoUpdate',
    ],
    read: (out) => (/REG_DWORD\s+0x1\b/i.test(out) ? fail('NoAutoUpdate=1') : pass('NoAutoUpdate=0')),
  },
  {
    item: 'ways-out',
    fix: 'setup-station.ps1',
    command: powershell(
      "$p='HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System'; foreach ($n in 'DisableTaskMgr','DisableLockWorkstation','DisableChangePassword') { \"$n=\" + (Get-ItemProperty -Path $p -Name $n -ErrorAction SilentlyContinue).$n }",
    ),
    read(out, code) {
      if (code !== 0) return note(oneLine(out));
      const open = out.split(/\r?\n/).filter((line) => /^\w+=(?!1\s*$)/.test(line.trim()) || /^\w+=\s*$/.test(line));
      return open.length === 0 ? pass(oneLine(out)) : fail(oneLine(open.join(' ')));
    },
  },
];

/** macOS, as the station's account sees it. */
export const macProbes: readonly ToldProbe[] = [
  {
    item: 'account',
    fix: 'sudo dseditgroup -o edit -d kiosk -t user admin',
    command: ['/usr/bin/id', '-Gn'],
    read: (out) => (out.trim().split(/\s+/).includes('admin') ? fail('admin') : pass(oneLine(out))),
  },
  {
    item: 'app-rights',
    fix: 'sudo chown -R root:wheel "/Applications/Photo Kiosk.app" && sudo chmod -R go-w "/Applications/Photo Kiosk.app"',
    command: [
      '/usr/bin/find',
      '$APP',
      '(',
      '-not',
      '-user',
      'root',
      '-or',
      '-perm',
      '+022',
      '-not',
      '-type',
      'l',
      ')',
      '-print',
      '-quit',
    ],
    read: (out, code) => (code !== 0 ? note(oneLine(out)) : out.trim() === '' ? pass('root') : fail(oneLine(out))),
  },
  {
    item: 'settings-rights',
    fix: 'sudo chown root:wheel "/Library/Application Support/photo-kiosk/settings.json"',
    command: ['/usr/bin/stat', '-f', '%Su %Sp', '$SETTINGS'],
    read(out, code) {
      if (code !== 0) return note(oneLine(out));
      return /^root \S{5}-\S{2}-/.test(out) ? pass(oneLine(out)) : fail(oneLine(out));
    },
  },
  {
    item: 'data-rights',
    fix: 'chmod 700 "$HOME/Library/Application Support/photo-kiosk"',
    command: ['/usr/bin/stat', '-f', '%Su %Sp', '$DATA'],
    read: (out, code) =>
      code !== 0 ? note(oneLine(out)) : /^\S+ d\S{3}------/.test(out) ? pass(oneLine(out)) : fail(oneLine(out)),
  },
  {
    item: 'restart',
    fix: 'sudo cp app.photo-kiosk.station.plist /Library/LaunchAgents/',
    command: ['/bin/launchctl', 'print-disabled', 'gui/$UID'],
    read: (out, code) =>
      code !== 0
        ? note(oneLine(out))
        : /"app\.photo-kiosk\.station" => (true|disabled)/.test(out)
          ? fail('disabled')
          : pass('app.photo-kiosk.station'),
  },
  {
    item: 'sleep',
    fix: 'sudo pmset -a sleep 0',
    command: ['/usr/bin/pmset', '-g'],
    read(out) {
      const [, minutes] = /^\s*sleep\s+(\d+)/m.exec(out) ?? [];
      if (minutes === undefined) return note(oneLine(out));
      return minutes === '0' ? pass('sleep 0') : fail(`sleep ${minutes}`);
    },
  },
  {
    item: 'updates',
    fix: 'sudo defaults write /Library/Preferences/com.apple.SoftwareUpdate CriticalUpdateInstall -bool true',
    command: ['/usr/bin/defaults', 'read', '/Library/Preferences/com.apple.SoftwareUpdate', 'CriticalUpdateInstall'],
    // Not written means the system's own choice: on.
    read: (out, code) => (code !== 0 || out.trim() === '1' ? pass('CriticalUpdateInstall') : fail(oneLine(out))),
  },
];

/** As probes. Where a station has no settings file there is nothing to ask about it. */
export function asProbes(told: readonly ToldProbe[]): AuditProbe[] {
  return told.map(({ item, fix, command, read }) => ({
    item,
    fix,
    async look(system, { appFolder, dataFolder, settingsFile }) {
      if (item === 'settings-rights' && settingsFile === undefined) return note('-');
      const [program, ...args] = command.map((word) =>
        word
          .replace('$APP', appFolder)
          .replace('$DATA', dataFolder)
          .replace('$SETTINGS', settingsFile ?? '')
          .replace('$UID', String(system.uid)),
      );
      const answer = await system.run(program ?? '', args);
      return answer === undefined ? note(`${command[0]}: no answer`) : read(answer.out, answer.code);
    },
  }));
}
