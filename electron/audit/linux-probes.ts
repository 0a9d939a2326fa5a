import path from 'node:path';
import { type AuditProbe, fail, note, pass, type SystemLook } from './audit-probe.ts';

const administrators = ['root', 'sudo', 'wheel', 'admin', 'docker', 'disk', 'lxd'];
const sleepTargets = ['sleep.target', 'suspend.target', 'hibernate.target', 'hybrid-sleep.target'];
const unit = 'photo-kiosk.service';

/** A file and every folder above it: who may write to one of them may replace it. */
function upwards(file: string): string[] {
  const above = path.posix.dirname(file);
  return above === file ? [file] : [file, ...upwards(above)];
}

function writable(system: SystemLook, file: string): string | undefined {
  return upwards(file).find((place) => system.rights(place)?.canWrite === true);
}

const octal = (mode: number) => (mode & 0o7777).toString(8).padStart(4, '0');

/** Linux, as the station's own account sees it. Nothing takes root's rights. */
export const linuxProbes: readonly AuditProbe[] = [
  {
    item: 'account',
    fix: 'sudo gpasswd --delete kiosk GROUP',
    async look(system) {
      if (system.uid === 0) return fail('uid 0');
      const answer = await system.run('id', ['-Gn']);
      if (answer === undefined) return note('id -Gn: no answer');
      const groups = answer.out.trim().split(/\s+/);
      const mighty = groups.filter((group) => administrators.includes(group));
      return mighty.length > 0 ? fail(mighty.join(' ')) : pass(groups.join(' '));
    },
  },
  {
    item: 'app-rights',
    fix: 'sudo chown -R root:root /opt/photo-kiosk && sudo chmod -R go-w /opt/photo-kiosk',
    async look(system, { appFolder }) {
      const place =
        writable(system, path.posix.join(appFolder, 'resources', 'app.asar')) ?? writable(system, appFolder);
      return place === undefined ? pass(appFolder) : fail(place);
    },
  },
  {
    item: 'settings-rights',
    fix: 'sudo chown root:root /etc/photo-kiosk/settings.json && sudo chmod 644 /etc/photo-kiosk/settings.json',
    async look(system, { settingsFile }) {
      if (settingsFile === undefined) return note('-');
      const place = writable(system, settingsFile);
      return place === undefined ? pass(settingsFile) : fail(place);
    },
  },
  {
    item: 'data-rights',
    fix: 'chmod 700 ~/.local/share/photo-kiosk',
    async look(system, { dataFolder }) {
      const rights = system.rights(dataFolder);
      if (rights === undefined) return note(dataFolder);
      const found = `${dataFolder} ${octal(rights.mode)}`;
      // A closed folder above it keeps everybody out as well.
      const isClosed = upwards(dataFolder).some((place) => ((system.rights(place)?.mode ?? 0o777) & 0o077) === 0);
      return rights.uid === system.uid && isClosed ? pass(found) : fail(found);
    },
  },
  {
    item: 'key',
    fix: 'head -c 32 /dev/urandom | sudo systemd-creds encrypt --name=photo-kiosk.key - /etc/credstore.encrypted/photo-kiosk.key',
    async look(_system, { sealedBy }) {
      if (sealedBy === undefined) return note('-');
      return sealedBy === 'key-file' ? fail(sealedBy) : pass(sealedBy);
    },
  },
  {
    item: 'restart',
    fix: `sudo systemctl enable --now ${unit}`,
    async look(system) {
      const answer = await system.run('systemctl', [
        'show',
        unit,
        '--property=UnitFileState,Restart,RestartPreventExitStatus',
      ]);
      if (answer === undefined || answer.code !== 0) return note('systemctl: no answer');
      const facts = answer.out.trim().split('\n').sort().join(' ');
      return /(^| )Restart=always( |$)/.test(facts) && /UnitFileState=enabled/.test(facts) ? pass(facts) : fail(facts);
    },
  },
  {
    item: 'sandbox',
    fix: 'sudo chown root:root /opt/photo-kiosk/chrome-sandbox && sudo chmod 4755 /opt/photo-kiosk/chrome-sandbox',
    async look(system, { appFolder }) {
      const helper = system.rights(path.posix.join(appFolder, 'chrome-sandbox'));
      if (helper?.uid === 0 && (helper.mode & 0o4111) === 0o4111) return pass('chrome-sandbox 4755');
      const kernel = (name: string) => system.read(`/proc/sys/${name}`)?.trim();
      if (kernel('user/max_user_namespaces') === '0') return fail('user.max_user_namespaces=0');
      if (kernel('kernel/unprivileged_userns_clone') === '0') return fail('kernel.unprivileged_userns_clone=0');
      const isRestricted = kernel('kernel/apparmor_restrict_unprivileged_userns') === '1';
      if (!isRestricted) return pass('user namespaces');
      const hasProfile = system.read('/etc/apparmor.d/photo-kiosk') !== undefined;
      return hasProfile ? pass('/etc/apparmor.d/photo-kiosk') : fail('kernel.apparmor_restrict_unprivileged_userns=1');
    },
  },
  {
    item: 'sleep',
    fix: `sudo systemctl mask ${sleepTargets.join(' ')}`,
    async look(system) {
      const answer = await system.run('systemctl', ['is-enabled', ...sleepTargets]);
      if (answer === undefined) return note('systemctl: no answer');
      const states = answer.out.trim().split('\n');
      const found = sleepTargets.map((target, at) => `${target}=${states[at] ?? '?'}`).join(' ');
      if (states.length !== sleepTargets.length) return note(found);
      return states.every((state) => state === 'masked' || state === 'masked-runtime') ? pass(found) : fail(found);
    },
  },
  {
    item: 'updates',
    fix: 'sudo apt install unattended-upgrades && sudo dpkg-reconfigure -plow unattended-upgrades',
    async look(system) {
      const apt = await system.run('apt-config', ['dump', 'APT::Periodic::Unattended-Upgrade']);
      if (apt?.code === 0 && apt.out.trim() !== '')
        return /"[1-9]\d*"/.test(apt.out) ? pass(apt.out.trim()) : fail(apt.out.trim());
      const dnf = await system.run('systemctl', ['is-enabled', 'dnf-automatic.timer', 'dnf5-automatic.timer']);
      if (dnf?.out.split('\n').includes('enabled') === true) return pass('dnf-automatic');
      return fail(apt === undefined ? 'dnf-automatic' : 'APT::Periodic::Unattended-Upgrade');
    },
  },
  {
    item: 'ways-out',
    fix: "sudo mkdir -p /etc/systemd/logind.conf.d && printf '[Login]\\nNAutoVTs=0\\nReserveVT=0\\n' | sudo tee /etc/systemd/logind.conf.d/photo-kiosk.conf; echo kernel.sysrq=0 | sudo tee /etc/sysctl.d/photo-kiosk.conf",
    async look(system) {
      const sysrq = system.read('/proc/sys/kernel/sysrq')?.trim();
      const files = ['/etc/systemd/logind.conf', '/etc/systemd/logind.conf.d/photo-kiosk.conf'];
      const terminals = files
        .map((file) => system.read(file) ?? '')
        .some((text) => /^\s*NAutoVTs\s*=\s*0\s*$/m.test(text));
      const found = `kernel.sysrq=${sysrq ?? '?'} NAutoVTs=${terminals ? '0' : '?'}`;
      return sysrq === '0' && terminals ? pass(found) : fail(found);
    },
  },
];
