import { commandExitCodes } from '../host/exit-code.ts';
import { serveDemoTenant } from './demo-server.ts';
import { createDemoTenant } from './demo-tenant.ts';
import { followParent, parentLink } from './serve-messages.ts';
import { readServeOptions, type ServeOptions, serveUsage } from './serve-options.ts';

/**
 * The demo tenant as a process: `npm run demo-tenant`, a child of the browser host, or Electron's utility process.
 * Prints one line when it is ready; a mistake on the command line ends with `usage`, a taken port with `failed`.
 */
async function main(): Promise<void> {
  const options = readServeOptions(process.argv.slice(2));
  if (options.kind === 'error') {
    process.stderr.write(`${options.error}\n\n${serveUsage}`);
    process.exitCode = commandExitCodes.usage;
    return;
  }
  if (options.value === 'help') {
    process.stdout.write(serveUsage);
    return;
  }
  await run(options.value);
}

async function run(options: ServeOptions): Promise<void> {
  const { port, latencyMs, fault, failing, photoSource, registrations, applicationQuota, consentDelayMs } = options;
  const tenant = createDemoTenant({
    policy: { photoSource, registrations, applicationQuota, consentDelayMs },
    ...(latencyMs > 0 ? { latencyMs } : {}),
  });
  tenant.setFault(fault);
  for (const one of failing) tenant.failNext(one.fault, { count: one.count });
  const server = await serveDemoTenant(tenant, { port }).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? cause.code : cause;
    process.stderr.write(`Port ${port} on 127.0.0.1 cannot be used: ${String(code)}\n`);
    process.exitCode = commandExitCodes.failed;
    return undefined;
  });
  if (server === undefined) return;
  const stop = (): void => {
    void server.close().then(() => process.exit(commandExitCodes.ok));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A parent that dies takes its demo tenant with it.
  if (process.send !== undefined) process.once('disconnect', stop);
  const link = parentLink();
  if (link !== undefined) followParent(tenant, link, server.url, stop);
  process.stdout.write(`demo tenant ready ${server.url}\n`);
}

await main();
