/** `npm run package`: builds, and packs installers for this system into `dist/`. A failed packing leaves nothing behind. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, Platform } from 'electron-builder';
import { commandExitCodes } from '../electron/host/exit-code.ts';
import { collectNotices, noticesText } from './notices.ts';
import { type PackagePlan, packageUsage, planPackage } from './package-plan.ts';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const megabyte = 1024 * 1024;

function makeOut(): void {
  const vite = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const config = path.join(root, 'build/electron.vite.config.ts');
  const made = spawnSync(process.execPath, [vite, 'build', '--config', config], { cwd: root, stdio: 'inherit' });
  if (made.status !== 0) throw new Error('the app could not be built');
  writeFileSync(path.join(root, 'out/THIRD-PARTY-NOTICES.txt'), noticesText(collectNotices()));
}

/** The version of the Electron that is given, where it says one: its fuses and its name in the package are that one's. */
function versionOf(electronDist: string | undefined): { electronVersion?: string } {
  if (electronDist === undefined) return {};
  const found = statSync(electronDist, { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`KIOSK_ELECTRON_DIST: expected an Electron, got nothing at ${electronDist}`);
  if (!found.isDirectory()) return {};
  const text = readFileSync(path.join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '');
  return { electronVersion: text };
}

async function pack({ targets, config }: Extract<PackagePlan, { kind: 'pack' }>): Promise<void> {
  const given = versionOf(config.electronDist);
  rmSync(dist, { recursive: true, force: true });
  try {
    makeOut();
    const files = await build({
      projectDir: root,
      targets: Platform.current().createTarget([...targets]),
      config: {
        extends: path.join(root, 'electron-builder.yml'),
        ...config,
        ...given,
      },
      publish: 'never',
    });
    for (const file of files) {
      console.log(`${path.relative(root, file)} ${(statSync(file).size / megabyte).toFixed(1)} MB`);
    }
  } catch (cause) {
    // What is half packed has open fuses, and could be taken for an app.
    rmSync(dist, { recursive: true, force: true });
    throw cause;
  }
}

const args = process.argv.slice(2);
const plan = planPackage({
  args: args.filter((word) => word !== '--help'),
  platform: process.platform,
  env: process.env,
});
if (args.includes('--help')) console.log(packageUsage);
else if (plan.kind === 'refused') {
  console.error(plan.text);
  process.exitCode = commandExitCodes.usage;
} else {
  await pack(plan).catch((cause: unknown) => {
    console.error(cause instanceof Error ? cause.message : String(cause));
    // Not `exitCode`: a library of the packager ends the process with 0 when it has nothing left to do.
    process.exit(commandExitCodes.failed);
  });
}
