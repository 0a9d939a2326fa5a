import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { StationRenewal } from '../../../electron/connecting/renewal-parts.ts';
import type { RenewalStep } from '../../../shared/certificate-renewal.ts';
import { approveAs, type ConnectingStation, guided, openConnectingStation } from '../../connecting-station.ts';

/** A connected station whose certificate ends in so many days, or is the one that it made. */
export async function openConnected(
  days: number | 'its own' = 20,
  options: { hasFreshKeys?: true } = {},
): Promise<ConnectingStation> {
  const station = await openConnectingStation(options);
  const connection = await station.open();
  approveAs(station, connection, 'tomas.herrera');
  await connection.begin(guided);
  await connection.finish();
  await connection.close();
  if (days !== 'its own') await station.giveCertificate(days);
  return station;
}

/** What of the station stands in the registration, by the thumbprints that Entra lists. */
export function uploaded(station: ConnectingStation): string[] {
  const keys = [...station.tenant.applications.applications.values()].flatMap((one) => one.keyCredentials);
  return keys.map(({ key }) => new X509Certificate(Buffer.from(key, 'base64')).fingerprint256.replaceAll(':', ''));
}

/** As if the registration had been made by hand: the station knows its client id alone. */
export const forgetRegistration = (station: ConnectingStation) =>
  rmSync(path.join(station.folder, 'connecting', 'connection.sealed'));

export async function expectRenewed(station: ConnectingStation, renewal: StationRenewal): Promise<void> {
  const { phase, certificate, isDue, next, former } = renewal.state();
  expect({ phase, isDue, next, former }).toEqual({
    phase: 'renewed',
    isDue: false,
    next: undefined,
    former: undefined,
  });
  // Once, and the one before is out.
  expect(uploaded(station)).toEqual([certificate?.thumbprintSha256]);
  expect(await station.tokenAsKept()).toMatchObject({ kind: 'signed-in' });
  expect((await station.tokenAsKept()) as object).not.toHaveProperty('certificateExpiresInDays');
}

/** Comes true as the renewal begins with a step. */
export function untilDoing(renewal: StationRenewal, step: RenewalStep): Promise<void> {
  return new Promise((resolve) => {
    renewal.onChange(({ steps }) => {
      if (steps.some((one) => one.step === step && one.state === 'doing')) resolve();
    });
  });
}
