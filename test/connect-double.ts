import { settingsChanges } from '../electron/settings/settings-changes.ts';
import { parseSettings } from '../electron/settings/settings-file.ts';
import { settingsJsonSchema } from '../electron/settings/settings-json-schema.ts';
import { settingsSchema } from '../electron/settings/settings-schema.ts';
import { type CertificateRenewal, type RenewalStep, renewalSteps } from '../shared/certificate-renewal.ts';
import { type Connection, type ConnectPlan, type ConnectStep, stepsOf } from '../shared/connection.ts';
import type { EventName, EventValue, KioskHandlers } from '../shared/contract.ts';
import { ok } from '../shared/result.ts';

/** A made-up connection before anything has begun. */
export const sampleConnection: Connection = {
  phase: 'none',
  registrationName: 'Photo kiosk – Lobby, Building 2, second floor',
  administrator: { clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e', isMicrosofts: true },
  steps: [],
  permissions: [],
  offers: [
    { way: 'application', target: 'user', permissions: ['User.Read.All', 'ProfilePhoto.ReadWrite.All'] },
    {
      ...{ way: 'application', target: 'group' },
      permissions: ['User.Read.All', 'GroupMember.Read.All', 'ProfilePhoto.ReadWrite.All'],
    },
    {
      ...{ way: 'application', target: 'team' },
      permissions: ['User.Read.All', 'GroupMember.Read.All', 'TeamSettings.ReadWrite.All'],
    },
    { way: 'application', target: 'contact', permissions: ['User.Read.All', 'Contacts.ReadWrite'] },
  ],
  canRemove: false,
  canRehearse: true,
  hasOwnCloud: true,
};

/** One that is at a step of a plan: all before it is done. */
export function connectionAt(plan: ConnectPlan, step: ConnectStep, more: Partial<Connection> = {}): Connection {
  const steps = stepsOf(plan);
  const at = steps.indexOf(step);
  const stateOf = (index: number) => {
    if (index !== at) return index < at ? 'done' : 'to-do';
    return more.problem === undefined ? 'doing' : 'failed';
  };
  return {
    ...sampleConnection,
    phase: 'working',
    plan,
    steps: steps.map((one, index) => ({ step: one, state: stateOf(index) })),
    permissions: ['ProfilePhoto.ReadWrite.All', 'User.Read.All'],
    tenantId: '5f2c8a10-7b3d-4e6f-9a01-2b3c4d5e6f70',
    clientId: '0b6c1d3e-94d1-4a55-8a0e-7c1f6f3d9a11',
    certificate: { thumbprintSha256: 'A1'.repeat(32), endsAtMs: 1_820_000_000_000 },
    ...more,
  };
}

/** A certificate that a station signs in with, and how far its renewal is. */
export function renewalAt(step: RenewalStep | undefined, more: Partial<CertificateRenewal> = {}): CertificateRenewal {
  const at = step === undefined ? -1 : renewalSteps.indexOf(step);
  const stateOf = (index: number) => {
    if (index !== at) return index < at ? 'done' : 'to-do';
    return more.problem === undefined ? 'doing' : 'failed';
  };
  return {
    phase: step === undefined ? 'idle' : 'working',
    certificate: { thumbprintSha256: 'A1'.repeat(32), endsAtMs: 1_820_000_000_000 },
    daysLeft: 12,
    isDue: true,
    administrator: sampleConnection.administrator,
    steps: step === undefined ? [] : renewalSteps.map((one, index) => ({ step: one, state: stateOf(index) })),
    ...(step === undefined ? {} : { next: { thumbprintSha256: 'B2'.repeat(32), endsAtMs: 1_850_000_000_000 } }),
    ...more,
  };
}

const pem = `-----BEGIN CERTIFICATE-----\n${'MIIEpDCCAowCCQDUOqXGkBm3YTANBgkqhkiG9w0BAQsFADAUMRIwEAYDVQQDDAls\n'.repeat(20)}-----END CERTIFICATE-----\n`;

/** Handlers of connecting over one state; `emit` carries the events that the core would send. */
export function connectHandlers(
  emit: <Name extends EventName>(name: Name, value: EventValue<Name>) => void,
): Partial<KioskHandlers> {
  let connection = sampleConnection;
  // As at a station that signs in with the demo company's secret.
  let renewal: CertificateRenewal = {
    phase: 'none',
    isDue: false,
    administrator: sampleConnection.administrator,
    steps: [],
  };
  const renew = (next: CertificateRenewal) => {
    renewal = next;
    emit('certificate.changed', { renewal });
    return ok({});
  };
  const become = (next: Connection) => {
    connection = next;
    emit('connect.changed', { connection });
    return ok({});
  };
  const code = () => ({
    userCode: 'FJC3G9HK8',
    verificationUrl: 'https://microsoft.com/devicelogin',
    expiresAtMs: Date.now() + 15 * 60_000,
  });
  return {
    'connect.look': async () => ok({ connection }),
    'connect.begin': async (plan) =>
      become(
        plan.manner === 'guided'
          ? connectionAt(plan, 'sign-in', { code: code() })
          : connectionAt(plan, 'answers', { phase: 'stopped' }),
      ),
    'connect.recognise': async ({ typed }) =>
      ok(typed === 'contoso.us' ? { kind: 'recognised', cloud: 'usgov-l4', domain: typed } : { kind: 'unknown' }),
    'connect.proceed': async () => ok({}),
    'connect.answer': async ({ clientId }) => ok(clientId.length === 36 ? {} : { misfit: 'clientId' as const }),
    'connect.stop': async () => become({ ...connection, phase: 'stopped' }),
    'connect.finish': async () => become({ ...connection, phase: 'connected' }),
    'connect.remove': async () => become({ ...sampleConnection, phase: 'removed' }),
    'station.log': async () =>
      ok({
        log: {
          lineCount: 1234,
          sizeBytes: 345_678,
          fromMs: 1_790_000_000_000,
          toMs: 1_790_600_000_000,
          events: ['upload.done', 'sign-in.token', 'station.started'].map((event, index) => ({
            event,
            count: 900 - index,
          })),
          lastLines: Array.from(
            { length: 12 },
            (_, index) =>
              `{"level":30,"time":"2026-09-21T09:3${index % 10}:00.000Z","msg":"sign-in.token","mode":"application"}`,
          ),
        },
      }),
    'station.saveLog': async () => ok({ log: new TextEncoder().encode('{"msg":"station.started"}\n') }),
    'certificate.look': async () => ok({ renewal }),
    'certificate.renew': async () => renew(renewalAt('sign-in', { code: code() })),
    'certificate.removeFormer': async () => renew(renewalAt('former', { code: code() })),
    'certificate.stop': async () => renew(renewalAt('upload', { phase: 'stopped' })),
    'connect.sheet': async () =>
      ok({
        sheet: {
          registrationName: connection.registrationName,
          isPublicClient: connection.plan?.way !== 'application',
          permissions: connection.permissions.map((name) => ({ name, kind: 'application' as const })),
          certificatePem: pem,
          thumbprintSha256: 'A1'.repeat(32),
          azureCli:
            '#!/bin/sh\nset -eu\naz rest --method patch --url "$GRAPH/v1.0/applications(uniqueName=\'$NAME\')"\n',
          powerShell: "$ErrorActionPreference = 'Stop'\nConnect-MgGraph -NoWelcome\n",
        },
      }),
  };
}

/** Handlers of the settings page over one document, checked by the station's own schema. */
export function settingsHandlers(
  emit: <Name extends EventName>(name: Name, value: EventValue<Name>) => void,
): Partial<KioskHandlers> {
  let document: Record<string, unknown> = { station: { name: 'Lobby', idleTimeoutSeconds: 90 } };
  const problemsOf = (text: string) => {
    const parsed = parseSettings(JSON.parse(text), 'settings.json');
    return parsed.kind === 'ok' ? [] : [...parsed.error.problems];
  };
  return {
    'settings.read': async () =>
      ok({
        file: '/Library/Application Support/photo-kiosk/settings.json',
        place: 'machine',
        isWritable: true,
        revision: 'one',
        document: JSON.stringify(document),
        effective: JSON.stringify(settingsSchema.parse({ ...document, photo: { quality: 80 } })),
        schema: JSON.stringify(settingsJsonSchema()),
      }),
    'settings.check': async (request) => ok({ problems: problemsOf(request.document) }),
    'settings.write': async (request) => {
      const problems = problemsOf(request.document);
      if (problems.length > 0) return ok({ kind: 'invalid', problems });
      document = JSON.parse(request.document);
      return ok({ kind: 'saved' });
    },
    'settings.setPin': async () => {
      emit('operator.changed', { isOperator: true });
      return ok({ kind: 'saved' });
    },
    'settings.export': async () => ok({ document: JSON.stringify(document) }),
    'settings.preview': async (request) => {
      const problems = problemsOf(request.document);
      if (problems.length > 0) return ok({ kind: 'invalid', problems });
      return ok({ kind: 'fits', changes: settingsChanges(document, JSON.parse(request.document)) });
    },
    'settings.import': async () => ok({ kind: 'saved' }),
  };
}
