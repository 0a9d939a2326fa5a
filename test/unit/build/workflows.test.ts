import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { planPackage } from '../../../build/package-plan.ts';
import { sbom } from '../../../build/sbom.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, '.github/workflows');

/** What of GitHub's language is used here; anything else is an error, a misspelled key among them. */
const workflowSchema = z.strictObject({
  name: z.string(),
  on: z.record(z.enum(['push', 'pull_request', 'workflow_dispatch']), z.unknown()),
  permissions: z.strictObject({ contents: z.literal('read') }),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(
    z.string(),
    z.strictObject({
      needs: z.string().optional(),
      if: z.string().optional(),
      strategy: z
        .strictObject({
          'fail-fast': z.literal(false),
          matrix: z.strictObject({
            os: z.array(z.string()).optional(),
            include: z.array(z.strictObject({ os: z.string(), targets: z.string() })).optional(),
          }),
        })
        .optional(),
      'runs-on': z.string(),
      'timeout-minutes': z.number().max(60),
      permissions: z
        .record(z.enum(['contents', 'actions', 'id-token', 'attestations']), z.enum(['read', 'write']))
        .optional(),
      steps: z.array(
        z.strictObject({
          uses: z.string().optional(),
          if: z.string().optional(),
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});
const builderSchema = z.object({
  nsis: z.object({ artifactName: z.string() }),
  msi: z.object({ artifactName: z.string() }),
  mac: z.object({
    artifactName: z.string(),
    target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
  }),
});
const files = readdirSync(folder);
const text = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const workflow = (name: string) => workflowSchema.parse(parse(text(name)));
const steps = (name: string) => Object.values(workflow(name).jobs).flatMap((job) => job.steps);
const release = workflow('release.yml').jobs;
/** The files that the packager makes of these kinds, by the names that its settings give them. */
function installerNames(version: string, ...kinds: readonly ('nsis' | 'msi' | 'dmg' | 'pkg')[]): string[] {
  const builder = builderSchema.parse(parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')));
  const named = (pattern: string, ext: string, arch: string) =>
    pattern.replaceAll(
      /\$\{(version|ext|arch)\}/g,
      (_, word: 'version' | 'ext' | 'arch') => ({ version, ext, arch })[word],
    );
  return kinds.flatMap((kind) => {
    if (kind === 'nsis') return [named(builder.nsis.artifactName, 'exe', 'x64')];
    if (kind === 'msi') return [named(builder.msi.artifactName, 'msi', 'x64')];
    const { arch } = builder.mac.target.find(({ target }) => target === kind) ?? { arch: [] };
    return arch.map((one) => named(builder.mac.artifactName, kind, one));
  });
}
const hasBash = spawnSync('bash', ['-c', '']).status === 0;
const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;

describe.each(files)('%s', (name) => {
  test('says nothing that is not understood, may only read, ends, and does not run beside itself', () => {
    expect(workflowSchema.safeParse(parse(text(name))).error).toBeUndefined();
    expect(workflow(name).concurrency.group).toContain('github.ref');
  });

  test('runs on all three systems', () => {
    const systems = Object.values(workflow(name).jobs).flatMap(({ strategy }) => {
      return strategy?.matrix.os ?? strategy?.matrix.include?.map(({ os }) => os) ?? [];
    });
    expect(systems).toEqual(['ubuntu-latest', 'windows-latest', 'macos-latest']);
  });

  test('names each action by what it is, beside the version that people call it by', () => {
    const lines = text(name).match(/^.*\buses:.*$/gm) ?? [];
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('keeps downloads of npm and of Electron from one run to the next', () => {
    const used = steps(name);
    expect(used.some((step) => step.uses?.startsWith('actions/setup-node@') && step.with?.cache === 'npm')).toBe(true);
    const [kept] = used.filter((step) => step.uses?.startsWith('actions/cache@'));
    expect(kept?.with).toMatchObject({
      path: expect.stringContaining('electron-builder'),
      key: expect.stringContaining('package-lock.json'),
    });
  });

  test('asks only for what there is: systems, matrix, scripts, programs of the project', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object };
    for (const [, script = ''] of text(name).matchAll(/npm run ([\w:-]+)/g))
      expect(Object.keys(scripts)).toContain(script);
    for (const [, file = ''] of text(name).matchAll(/node ([\w/.-]+\.ts)/g))
      expect(existsSync(path.join(root, file)), file).toBe(true);
    for (const [, system] of text(name).matchAll(/runner\.os [!=]= '(\w*)'/g))
      expect(['Linux', 'Windows', 'macOS']).toContain(system);
    for (const [, key] of text(name).matchAll(/\bmatrix\.(\w+)/g)) expect(['os', 'targets']).toContain(key);
  });

  test.skipIf(!hasBash)(
    'has scripts that a shell reads; and shellcheck, where it is installed, has nothing to say',
    () => {
      for (const { run } of steps(name)) {
        if (run === undefined) continue;
        // What GitHub puts in before a shell sees it.
        const script = run.replaceAll(/\$\{\{[^}]*\}\}/g, 'VALUE');
        const read = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
        expect(read.stderr, script).toBe('');
        if (!hasShellcheck) continue;
        const checked = spawnSync('shellcheck', ['--shell=bash', '--severity=warning', '-'], {
          input: script,
          encoding: 'utf8',
        });
        expect(checked.stdout, script).toBe('');
      }
    },
  );
});

describe('the release', () => {
  test('makes on each system what is made there, and tries it before anybody gets it', () => {
    const platforms: Readonly<Record<string, NodeJS.Platform>> = {
      'ubuntu-latest': 'linux',
      'windows-latest': 'win32',
      'macos-latest': 'darwin',
    };
    const rows = release.package?.strategy?.matrix.include ?? [];
    for (const { os, targets } of rows) {
      const platform = platforms[os] ?? 'aix';
      expect(planPackage({ args: targets.split(' '), platform, env: {} }), os).toMatchObject({ kind: 'pack' });
    }
    const scripts = release.package?.steps.map(({ run, if: when }) => `${when ?? 'everywhere'}: ${run ?? ''}`) ?? [];
    const at = (part: string) => scripts.findIndex((script) => script.includes(part));
    const order = ['npm run package -- ', 'npm run inspect-package', 'npm run test:installed', 'first-start.ts'].map(
      at,
    );
    expect(order.every((place) => place >= 0)).toBe(true);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(scripts[order[1] ?? 0]).toMatch(/^everywhere/);
    expect(scripts[order[3] ?? 0]).toMatch(/^runner\.os != 'Linux'/);
    expect(release.publish).toMatchObject({ needs: 'package', if: "startsWith(github.ref, 'refs/tags/v')" });
    const packing = release.package?.steps.find(({ run }) => run?.startsWith('npm run package'));
    expect(Object.keys(packing?.env ?? {})).toEqual([
      'CSC_LINK',
      'CSC_KEY_PASSWORD',
      'APPLE_API_KEY_ID',
      'APPLE_API_ISSUER',
    ]);
  });

  test('may write nothing but the release and where it comes from, and says that of each file', () => {
    expect(release.package?.permissions).toBeUndefined();
    expect(release.publish?.permissions).toEqual({
      contents: 'write',
      actions: 'read',
      'id-token': 'write',
      attestations: 'write',
    });
    const attested = release.publish?.steps.find(({ uses }) => uses?.startsWith('actions/attest-build-provenance@'));
    expect(attested?.with).toEqual({ 'subject-path': 'release/*' });
  });

  test.skipIf(process.platform !== 'linux')(
    'collects the installers of every system with their sums and what they are made of',
    () => {
      const place = mkdtempSync(path.join(tmpdir(), 'kiosk-release-'));
      try {
        for (const name of ['build', 'package.json', 'package-lock.json'])
          symlinkSync(path.join(root, name), path.join(place, name));
        const made = {
          Linux: ['photo-kiosk_1.0.0_amd64.deb', 'photo-kiosk-1.0.0.x86_64.rpm'],
          Windows: installerNames('1.0.0', 'nsis', 'msi'),
          macOS: installerNames('1.0.0', 'dmg', 'pkg'),
        };
        for (const [system, files] of Object.entries(made)) {
          const dist = path.join(place, `installers/installers-${system}/dist`);
          mkdirSync(dist, { recursive: true });
          mkdirSync(path.join(dist, '../test-results/installed'), { recursive: true });
          for (const file of files) writeFileSync(path.join(dist, file), `${system} ${file}`);
          writeFileSync(path.join(dist, '../test-results/installed/first-screen.png'), 'no installer');
        }
        const script = release.publish?.steps.find(({ run }) => run?.includes('SHA256SUMS'))?.run ?? '';
        const env = { ...process.env, PATH: `${path.dirname(process.execPath)}:${process.env.PATH}` };
        // As GitHub starts it.
        const done = spawnSync('bash', ['-e', '-c', script], { cwd: place, encoding: 'utf8', env });
        expect(done.stderr).toBe('');
        const results = path.join(place, 'release');
        expect(readdirSync(results).sort()).toEqual(
          [...Object.values(made).flat(), 'SHA256SUMS', 'photo-kiosk.cdx.json'].sort(),
        );
        // Any other character of a name is another one where the release is published.
        for (const name of readdirSync(results)) expect(name).toMatch(/^[\w.-]+$/);
        const checked = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
          cwd: results,
          encoding: 'utf8',
        });
        expect(checked.stdout.match(/: OK$/gm)).toHaveLength(9);
        expect(JSON.parse(readFileSync(path.join(results, 'photo-kiosk.cdx.json'), 'utf8'))).toEqual(sbom());
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    },
  );

  test('has the installers for Windows that the guide installs', () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    const guide = readFileSync(path.join(root, 'docs/guide/windows.md'), 'utf8');
    const [setup, msi] = installerNames(version, 'nsis', 'msi');
    expect(guide).toContain(`msiexec /i ${msi} /qn\n${setup} /S\n`);
  });

  test('says what the app is made of: Electron, the models, and every package that is not for development alone', () => {
    const { components } = z
      .object({
        bomFormat: z.literal('CycloneDX'),
        components: z.array(
          z.object({
            'bom-ref': z.string(),
            name: z.string(),
            version: z.string().min(1),
            purl: z.string(),
            licenses: z.array(z.object({ expression: z.string().regex(/^[\w.+() -]+$/) })).length(1),
            hashes: z.array(z.object({ content: z.string().regex(/^[0-9a-f]{128}$/) })).length(1),
          }),
        ),
      })
      .parse(sbom());
    const names = components.map(({ name }) => name);
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: object;
    };
    // `npm sbom --omit dev` names neither of the first three.
    for (const name of ['electron', 'zod', '@vladmandic/human', ...Object.keys(dependencies)])
      expect(names).toContain(name);
    for (const name of ['vitest', 'typescript', 'electron-builder', 'yaml']) expect(names).not.toContain(name);
    expect(new Set(components.map((one) => one['bom-ref'])).size).toBe(components.length);
    expect(components.find(({ name }) => name === '@azure/msal-node')?.purl).toMatch(
      /^pkg:npm\/%40azure\/msal-node@\d/,
    );
  });
});
