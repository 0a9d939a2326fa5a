import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { createDemoTenant, demoBaseUrl } from '../../../electron/demo/demo-tenant.ts';
import { type DemoPerson, samplePeople } from '../../../electron/demo/sample-people.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import type { Result } from '../../../shared/result.ts';
import type { RosterRowView } from '../../../shared/roster-run.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { applicationToken } from '../../demo-tokens.ts';
import { eventually } from '../../eventually.ts';

const demo = createDemoTenant();
const dataFolder = mkdtempSync(path.join(tmpdir(), 'roster-day-'));
let station: CoreStation | undefined;
afterEach(() => station?.core.stop());

async function begin(): Promise<void> {
  station = await openCoreStation({ demo, dataFolder, settings: { station: { mode: 'onboarding' } } });
  station.core.start();
  await station.ask('operator.unlock', { pin: '-' });
}
async function done<Name extends CommandName>(name: Name, request: CommandRequest<Name>): Promise<CommandReply<Name>> {
  const reply = (await station?.ask(name, request)) as Result<CommandReply<Name>, Failure>;
  if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value;
}

/** What the tenant holds for somebody; nothing where it holds nothing. */
async function heldPhoto(id: string): Promise<Buffer | undefined> {
  const headers = { authorization: `Bearer ${await applicationToken(demo)}` };
  const answer = await demo.fetch(`${demoBaseUrl}/v1.0/users/${id}/photo/$value`, { headers });
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
}

const shades = (photo: Uint8Array) => sharp(photo).resize(32, 32, { fit: 'fill' }).greyscale().raw().toBuffer();

/** Of whom each photo is: the service may have encoded it anew, so the one that it is most like. */
async function recognise(sent: ReadonlyMap<string, Uint8Array>): Promise<(photo: Buffer) => Promise<string>> {
  const known = await Promise.all([...sent].map(async ([id, photo]) => [id, await shades(photo)] as const));
  return async (photo) => {
    const seen = await shades(photo);
    const distances = known.map(
      ([id, others]) => [id, seen.reduce((sum, shade, at) => sum + Math.abs(shade - (others[at] ?? 0)), 0)] as const,
    );
    return distances.sort((a, b) => a[1] - b[1])[0]?.[0] ?? '';
  };
}

const isUsual = ({ isEnabled, isGuest, mailbox }: DemoPerson) => isEnabled && !isGuest && mailbox === 'cloud';
const people = samplePeople.filter(isUsual);
const withUniqueName = people.filter(
  ({ displayName }) => samplePeople.filter((other) => other.displayName === displayName).length === 1,
);

/** 40 rows: by number, address and name alone; two that two people have, two misspelt, one unknown, one twice. */
function listOf40(): string {
  const known = withUniqueName.slice(0, 34).map(({ displayName, employeeId, mail }, index) => {
    if (index % 3 === 0) return `${displayName};${employeeId};`;
    return index % 3 === 1 ? `${displayName};;${mail}` : `${displayName};;`;
  });
  const doubled = `"${withUniqueName[0]?.surname}, ${withUniqueName[0]?.givenName}";${withUniqueName[0]?.employeeId};`;
  const odd = ['Alex Morgan;;', '张伟;;', 'Grace Whitefield;;', 'Tomas Herera;;', 'Nobody Known;99999999;'];
  return ['name;number;mail', ...known.slice(0, 20), doubled, ...odd, ...known.slice(20)].join('\r\n');
}

test('an onboarding day of 40: offline in the middle, a restart in the middle, a walk-in, no-shows; the results say of everybody what Microsoft 365 really holds', {
  timeout: 600_000,
}, async () => {
  const capture = new Uint8Array(await readFile(path.resolve(import.meta.dirname, '../../fixtures/astronaut.png')));
  const before = new Map(await Promise.all(samplePeople.map(async ({ id }) => [id, await heldPhoto(id)] as const)));
  const sent = new Map<string, Uint8Array>();
  await begin();

  await done('rosters.openText', { text: listOf40() });
  const { match } = await done('rosters.matchDraft', { name: 'Onboarding' });
  expect(match.counts).toEqual({ matched: 33, ambiguous: 2, unmatched: 3, duplicate: 2 });
  const { summary } = await done('rosters.keepDraft', { name: 'Onboarding' });
  const rosterId = summary.roster.id;
  expect(summary.counts).toMatchObject({ total: 39, open: 39, withoutAccount: 5 });

  const rowsOf = async () =>
    (await done('rosters.rows', { rosterId, filter: 'all', query: '', offset: 0, limit: 100 })).rows;
  const rowNamed = async (name: string): Promise<RosterRowView> => {
    const found = (await rowsOf()).find(({ row }) => row.entry.displayName === name);
    if (found === undefined) throw new Error(`no row of ${name}`);
    return found;
  };
  async function choosePerson(name: string, alias: string): Promise<void> {
    const person = people.find(({ userPrincipalName }) => userPrincipalName.startsWith(`${alias}@`));
    await done('people.search', { query: person?.userPrincipalName ?? '' });
    const { personKey } = (await rowNamed(name)).row;
    await done('rosters.mend', { rosterId, personKey, personId: person?.id ?? '' });
  }
  await choosePerson('Grace Whitefield', 'grace.whitfield');
  await choosePerson('Alex Morgan', 'alex.morgan2');

  const { session } = await done('rosters.startSession', { rosterId });
  const sessionId = session.id;
  let taken = 0;
  /** Whoever's turn it is comes to the camera; each photo is another one. */
  async function takeNext(): Promise<void> {
    const { turn } = await done('rosters.turn', { rosterId, sessionId });
    const row = turn.current?.row;
    if (row === undefined) throw new Error('nobody is left');
    await done('rosters.call', { rosterId, sessionId, personKey: row.personKey });
    const place = { centreXPx: 152 + (taken % 7) * 34, centreYPx: 152 + Math.floor(taken / 7) * 34 };
    taken += 1;
    const crop = { ...place, edgePx: 300, rotationDeg: 0 };
    const request = { rosterId, sessionId, personKey: row.personKey, capture, crop, noticeVersion: '3' };
    const { photo } = await done('rosters.capture', request);
    sent.set(row.match.kind === 'matched' ? row.match.person.objectId : row.personKey, photo);
  }
  for (let count = 0; count < 12; count += 1) await takeNext();
  demo.setFault('network-off');
  for (let count = 0; count < 8; count += 1) await takeNext();

  // The power goes; the network too. The same person's turn it is afterwards.
  const { turn: turnBefore } = await done('rosters.turn', { rosterId, sessionId });
  await station?.core.stop();
  await begin();
  const { turn: turnAfter } = await done('rosters.turn', { rosterId, sessionId });
  expect(turnAfter.current?.row.personKey).toBe(turnBefore.current?.row.personKey);
  for (let count = 0; count < 6; count += 1) await takeNext();
  demo.setFault('none');
  await station?.ask('station.hint', { kind: 'network-online' });

  const walkIn = await done('rosters.addWalkIn', { rosterId, entry: { displayName: 'Ngozi Okafor' } });
  expect(walkIn.row.row).toMatchObject({ isWalkIn: true });
  for (const mark of ['no-show', 'decline', 'skip'] as const) {
    const { turn } = await done('rosters.turn', { rosterId, sessionId });
    await done('rosters.mark', { rosterId, sessionId, personKey: turn.current?.row.personKey ?? '', mark });
  }
  for (;;) {
    const { turn } = await done('rosters.turn', { rosterId, sessionId });
    if (turn.current === undefined || turn.current.row.state.kind === 'captured') break;
    await takeNext();
  }

  // Whoever's account became known later is sent then.
  const misspelt = await rowNamed('Tomas Herera');
  expect(misspelt).toMatchObject({ row: { state: { kind: 'captured' } } });
  expect(misspelt.job).toBeUndefined();
  const waiting = sent.get(misspelt.row.personKey) ?? new Uint8Array();
  sent.delete(misspelt.row.personKey);
  await choosePerson('Tomas Herera', 'tomas.herrera');
  const tomas = people.find(({ userPrincipalName }) => userPrincipalName.startsWith('tomas.herrera@'));
  sent.set(tomas?.id ?? '', waiting);

  await eventually(async () => {
    const states = (await rowsOf()).flatMap(({ job }) => (job === undefined ? [] : [job.state.kind]));
    expect(new Set(states)).toEqual(new Set(['confirmed']));
  });
  const { file } = await done('rosters.results', { rosterId, language: 'en' });
  const results: Record<string, string>[] = parse(Buffer.from(file), { columns: true, bom: true });
  expect(results).toHaveLength(40);
  const mostLike = await recognise(sent);
  for (const { id, displayName } of samplePeople) {
    const row = results.find((one) => one['Object ID'] === id);
    const held = await heldPhoto(id);
    if (row?.State !== 'Confirmed') expect(held, displayName).toEqual(before.get(id));
    else expect(held && (await mostLike(held)), displayName).toBe(id);
  }
  const states = Map.groupBy(results, ({ State }) => State);
  expect(states.get('Confirmed')?.map(({ 'Notice version': version }) => version)).toEqual(
    Array.from({ length: sent.size - 2 }, () => '3'),
  );
  expect(
    states
      .get('Photographed')
      ?.map(({ Name }) => Name)
      .sort(),
  ).toEqual(['Nobody Known', '张伟']);
  expect([states.get('Did not come')?.length, states.get('Declined')?.length]).toEqual([1, 1]);
  expect(results.filter(({ Remarks }) => Remarks?.includes('walk-in')).map(({ Name }) => Name)).toEqual([
    'Ngozi Okafor',
  ]);
});
