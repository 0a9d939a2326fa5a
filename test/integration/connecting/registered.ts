import type { ConnectingStation } from '../../connecting-station.ts';

/** What stands in the company's directory, as names. */
export function registered(station: ConnectingStation) {
  const { applications, principals, assignments, grants } = station.tenant.applications;
  return {
    applications: [...applications.values()].map(({ displayName }) => displayName),
    keys: [...applications.values()].map(({ keyCredentials }) => keyCredentials.length),
    // Graph itself is one.
    principals: principals.size - 1,
    assignments: assignments.length,
    grants: grants.map(({ scope }) => scope),
  };
}

/** That of a station which was connected as `guided` asks for. */
export const onceConnected = {
  applications: ['Photo kiosk – Photo station'],
  keys: [1],
  principals: 1,
  assignments: 2,
  grants: [],
};
