import { afterEach, describe, expect, test } from 'vitest';
import type { StationConnection } from '../../../electron/connecting/connection.ts';
import type { ConnectPlan } from '../../../shared/connection.ts';
import {
  approveAs,
  type ConnectingStation,
  grantElsewhere,
  guided,
  openConnectingStation,
} from '../../connecting-station.ts';
import { onceConnected, registered } from './registered.ts';

let station: ConnectingStation;
const opened: StationConnection[] = [];
afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close();
  await station.close();
});

async function openOne(): Promise<StationConnection> {
  const connection = await station.open();
  opened.push(connection);
  return connection;
}

describe('connecting a station', () => {
  test.each<[ConnectPlan['way'], string]>([
    ['operator', 'ProfilePhoto.ReadWrite.All User.ReadBasic.All'],
    ['self-service', 'User.ReadWrite'],
  ])('a station where people sign in (%s) gets their least permissions and no key', async (way, scope) => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin({ ...guided, way });
    await connection.finish();
    expect(registered(station)).toMatchObject({ keys: [0], assignments: 0, principals: 1 });
    expect(registered(station).grants.map((grant) => grant.split(' ').sort().join(' '))).toEqual([scope]);
    expect(station.settings().signIn.mode).toBe(way);
  });

  test('each kind of photo says what it needs before, and exactly what was chosen is granted', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    const offered = (target: string) =>
      connection.state().offers.find((one) => one.way === 'application' && one.target === target)?.permissions;
    expect(offered('user')).toEqual(['User.Read.All', 'ProfilePhoto.ReadWrite.All']);
    expect(offered('contact')).toEqual(['User.Read.All', 'Contacts.ReadWrite']);
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin({ ...guided, targets: ['group', 'team'] });
    const [application] = station.tenant.applications.applications.values();
    expect(station.tenant.applications.registration(application?.appId ?? '')?.roles.toSorted()).toEqual(
      [...new Set([...(offered('group') ?? []), ...(offered('team') ?? [])])].sort(),
    );
    expect(connection.state().phase).toBe('checked');
    await connection.begin(guided);
    expect(registered(station)).toEqual({ ...onceConnected, keys: [2] });
  });

  test('another plan takes back what the first one granted', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin(guided);
    await connection.begin({ ...guided, way: 'self-service' });
    expect(registered(station)).toMatchObject({
      applications: onceConnected.applications,
      assignments: 0,
      grants: ['User.ReadWrite'],
    });
  });

  test('connecting anew leaves what somebody granted for another purpose, as stations need it that share a list', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin({ ...guided, way: 'operator', targets: ['user', 'contact'] });
    grantElsewhere(station, { role: 'Lists.SelectedOperations.Selected', scope: 'User.Read.All' });
    await connection.begin({ ...guided, way: 'self-service' });
    const granted = () => {
      const [application] = station.tenant.applications.applications.values();
      return station.tenant.applications.registration(application?.appId ?? '');
    };
    expect(granted()).toMatchObject({
      roles: ['Lists.SelectedOperations.Selected'],
      scopes: ['User.ReadWrite', 'User.Read.All'],
    });
    await connection.begin({ ...guided, targets: ['contact'] });
    expect(granted()?.roles.toSorted()).toEqual([
      ...['Contacts.ReadWrite', 'Lists.SelectedOperations.Selected', 'User.Read.All'],
    ]);
    await connection.begin(guided);
    expect(granted()?.roles.toSorted()).toEqual([
      ...['Lists.SelectedOperations.Selected', 'ProfilePhoto.ReadWrite.All', 'User.Read.All'],
    ]);
  });
});
