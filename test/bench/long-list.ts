import { randomBytes, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { serveDemoTenant } from '../../electron/demo/demo-server.ts';
import { createDemoTenant } from '../../electron/demo/demo-tenant.ts';
import { recordText } from '../../electron/roster/shared-record.ts';
import { noteText } from '../../electron/roster/station-note.ts';
import { applicationToken } from '../demo-tokens.ts';
import { makeSharedList } from '../shared-list.ts';

/**
 * The demo tenant in a process of its own, with a shared list of as many people as its argument says. Prints where it is; for each
 * line that it reads it changes one row, or deletes one, and prints how many requests it has answered.
 */
const people = Number(process.argv[2]);
const tenant = createDemoTenant({});
const server = await serveDemoTenant(tenant, { port: 0 });
const place = await makeSharedList(tenant, 'Long');
const list = tenant.lists.lists.get(place.listId);
if (list === undefined) throw new Error('no list');
const by = { station: 'first', stationName: 'First', atMs: Date.now() - 60_000 };
/** Past the look at unique values that a list makes for each row. */
function put(fields: Readonly<Record<string, unknown>>): void {
  if (list === undefined) return;
  const id = String(list.nextItem++);
  list.items.set(id, { id, guid: randomUUID(), fields, version: 1, modifiedAtMs: by.atMs });
}
put({
  PersonKey: 'station:first',
  Record: noteText({ station: 'first', sharing: 'long', stationName: 'First', atMs: by.atMs, isProved: true }),
});
function record(position: number, kind: 'open' | 'no-show'): string {
  const entry = { displayName: `Person ${position}`, employeeNumber: String(position), department: 'Assembly' };
  const person = {
    objectId: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
    displayName: entry.displayName,
  };
  const match = { kind: 'matched' as const, person, by: 'employeeNumber' as const, differs: [] };
  return recordText({
    sends: {},
    facts: { ...by, position, entry, match, isWalkIn: false, isGone: false },
    ...(kind === 'open' ? {} : { mark: { ...by, atMs: Date.now(), kind } }),
  });
}
for (let index = 0; index < people; index += 1) {
  put({
    PersonKey: randomBytes(12).toString('hex'),
    Title: `Person ${index}`,
    State: 'Waiting',
    Record: record(index, 'open'),
  });
}
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
say({ url: server.url, place, token: await applicationToken(tenant) });
for await (const line of createInterface({ input: process.stdin })) {
  const item = list.items.get('3');
  if (line === 'change' && item !== undefined) tenant.lists.change(list, item, { Record: record(1, 'no-show') });
  if (line === 'delete') tenant.lists.removeItem(list, '4');
  say({ requests: tenant.lists.meter.requests() });
}
