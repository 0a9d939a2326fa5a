import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSession } from '../../../electron/cli/session.ts';
import { serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { type CommandRun, runHere } from './command-run.ts';

export const aoi = 'user:aoi.tanaka@tidewater.example';
export const astronaut = 'test/fixtures/astronaut.png';

interface Ran extends CommandRun {
  readonly json: Record<string, unknown>;
}

/** A station with settings of its own, signed in with a secret to a demo tenant on its socket. */
export interface CommandStation {
  readonly tenant: DemoTenant;
  readonly folder: string;
  readonly config: string;
  inFolder(name: string): string;
  /** Runs a command at the station, or as it stands where it names settings of its own. */
  kiosk(...args: string[]): Promise<Ran>;
  clearFaults(): void;
  close(): Promise<void>;
}

export async function openCommandStation(): Promise<CommandStation> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kiosk-cli-'));
  const inFolder = (name: string) => path.join(folder, name);
  const tenant = createDemoTenant();
  const server = await serveDemoTenant(tenant, { port: 0 });
  const config = inFolder('settings.json');
  const { tenantId, clientId } = tenant;
  await writeFile(
    config,
    JSON.stringify({
      tenant: { tenantId, clientId, authority: server.url, graphUrl: server.url },
      signIn: { mode: 'application', credential: 'secret' },
    }),
  );
  const session = await openSession({ config, data: inFolder('data') });
  const provisioned = await session.signIn.provision({ kind: 'secret', secret: tenant.clientSecret });
  await session.close();
  if (provisioned.kind !== 'ok') throw new Error(`the station was not signed in: ${JSON.stringify(provisioned)}`);
  return {
    tenant,
    folder,
    config,
    inFolder,
    async kiosk(...args) {
      const isComplete = args.length === 0 || args.includes('--config');
      const ran = await runHere(isComplete ? args : [...args, '--config', config, '--data', inFolder('data')]);
      const json = args.includes('--json') ? (JSON.parse(ran.out) as Record<string, unknown>) : {};
      return { ...ran, json };
    },
    clearFaults() {
      tenant.setFault('none');
      tenant.clearFaults();
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
