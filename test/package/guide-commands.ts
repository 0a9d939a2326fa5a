/** The commands of the guide, carried out as they stand there, in a root that has neither sudo nor a running systemd. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/guide/linux.md'), 'utf8');

/** What stands in for `sudo`, where root alone is there. */
const sudo = `#!/bin/sh
user=
while true; do
  case $1 in
    -H) shift ;;
    -u) user=$2; shift 2 ;;
    *) break ;;
  esac
done
[ -n "$user" ] || exec "$@"
HOME=$(getent passwd "$user" | cut -d: -f6)
export HOME
exec setpriv --reuid "$user" --regid "$user" --init-groups "$@"
`;

/** Enables units, and starts none: nothing runs here that could. */
const systemctl = `#!/bin/sh
for word; do
  shift
  [ "$word" = --now ] || set -- "$@" "$word"
done
exec /usr/bin/systemctl "$@"
`;

/** The blocks of commands below a heading. */
export function commandsBelow(heading: string): readonly [string, ...string[]] {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const found = (section.split('\n## ')[0] ?? '').matchAll(/```sh\n([\s\S]*?)```/g);
  const [first, ...others] = [...found].map(([, commands = '']) => commands);
  if (first === undefined) throw new Error(`docs/guide/linux.md: expected commands below ${heading}, found none`);
  return [first, ...others];
}

/** Carries the first of them out in `folder`, one after the other; the first that fails ends it. */
export function followGuide(heading: string, folder: string): void {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, script] of Object.entries({ sudo, systemctl })) {
    writeFileSync(path.join(bin, name), script);
    chmodSync(path.join(bin, name), 0o755);
  }
  const [commands] = commandsBelow(heading);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, DISPLAY: '', SYSTEMD_OFFLINE: '1' };
  const { status, stdout, stderr } = spawnSync('sh', ['-eux', '-c', commands], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${heading}: expected 0, got ${status}: ${stdout}${stderr}`);
}
