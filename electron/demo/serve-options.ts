import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/result.ts';
import { type DemoFault, demoFaults } from '../../shared/station.ts';
import { type FaultName, faultCatalogue, isFaultName } from './request-fault.ts';

/** What the command line asks of the demo tenant. */
export interface ServeOptions {
  readonly port: number;
  readonly latencyMs: number;
  /** The switch as on the demo bar. */
  readonly fault: DemoFault;
  /** Single faults for the next photo writes, `count` of them each. */
  readonly failing: readonly { readonly fault: FaultName; readonly count: number }[];
  readonly photoSource: 'cloud' | 'onPremises';
  readonly registrations: 'everybody' | 'administrators';
  readonly applicationQuota: number;
  readonly consentDelayMs: number;
}

/** How to call it; printed for `--help` and after a mistake. */
export const serveUsage = `npm run demo-tenant -- [--port N] [--latency-ms N] [--fault NAME[xN]]… [--photo-source cloud|onPremises]
    [--registrations everybody|administrators] [--application-quota N] [--consent-delay-ms N]

  --port N          TCP port on 127.0.0.1; 0 or absent picks a free one
  --latency-ms N    every answer takes at least N milliseconds
  --fault NAME      ${demoFaults.join(', ')}: until switched otherwise
  --fault NAME[xN]  the next N photo uploads (1 by default):
                    ${Object.keys(faultCatalogue).join(', ')}
  --photo-source S  onPremises: the tenant's policy forbids photo changes in the cloud
  --registrations administrators
                    nobody else may register applications
  --application-quota N
                    registrations until the directory's quota is reached (250)
  --consent-delay-ms N
                    how long a new consent takes until tokens carry it
`;

function wholeNumber(name: string, text: string | undefined, most: number): Result<number, string> {
  const value = Number(text ?? '0');
  return text === undefined || (/^\d+$/.test(text) && value <= most)
    ? ok(value)
    : err(`--${name}: expected a whole number from 0 to ${most}, got '${text}'`);
}

function readFaults(texts: readonly string[]): Result<Pick<ServeOptions, 'fault' | 'failing'>, string> {
  let fault: DemoFault = 'none';
  const failing: { fault: FaultName; count: number }[] = [];
  for (const text of texts) {
    const switched = demoFaults.find((name) => name === text);
    const [, name = '', count = '1'] = /^(.+?)(?:x(\d{1,4}))?$/.exec(text) ?? [];
    if (switched !== undefined) fault = switched;
    else if (isFaultName(name)) failing.push({ fault: name, count: Number(count) });
    else return err(`--fault: expected a name that --help lists, got '${text}'`);
  }
  return ok({ fault, failing });
}

/** Reads the command line. The error says which option, what was expected and what was there. */
export function readServeOptions(argv: readonly string[]): Result<ServeOptions | 'help', string> {
  let values: { [name: string]: string | boolean | (string | boolean)[] | undefined };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        'latency-ms': { type: 'string' },
        fault: { type: 'string', multiple: true },
        'photo-source': { type: 'string' },
        registrations: { type: 'string' },
        'application-quota': { type: 'string' },
        'consent-delay-ms': { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
  if (values.help === true) return ok('help');
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const port = wholeNumber('port', text('port'), 65_535);
  if (port.kind === 'error') return port;
  const latencyMs = wholeNumber('latency-ms', text('latency-ms'), 600_000);
  if (latencyMs.kind === 'error') return latencyMs;
  const faults = readFaults(Array.isArray(values.fault) ? values.fault.map(String) : []);
  if (faults.kind === 'error') return faults;
  const photoSource = text('photo-source') ?? 'cloud';
  if (photoSource !== 'cloud' && photoSource !== 'onPremises') {
    return err(`--photo-source: expected cloud or onPremises, got '${photoSource}'`);
  }
  const registrations = text('registrations') ?? 'everybody';
  if (registrations !== 'everybody' && registrations !== 'administrators') {
    return err(`--registrations: expected everybody or administrators, got '${registrations}'`);
  }
  const applicationQuota = wholeNumber('application-quota', text('application-quota') ?? '250', 300_000);
  if (applicationQuota.kind === 'error') return applicationQuota;
  const consentDelayMs = wholeNumber('consent-delay-ms', text('consent-delay-ms'), 3_600_000);
  if (consentDelayMs.kind === 'error') return consentDelayMs;
  return ok({
    port: port.value,
    latencyMs: latencyMs.value,
    ...faults.value,
    photoSource,
    registrations,
    applicationQuota: applicationQuota.value,
    consentDelayMs: consentDelayMs.value,
  });
}
