import { afterEach, expect, test } from 'vitest';
import type { PersonCard } from '../../../shared/person-card.ts';
import { type CoreStation, noPhotoProcess, openCoreStation } from '../../core-station.ts';

let station: CoreStation | undefined;
afterEach(async () => {
  await station?.core.stop();
  station = undefined;
});

async function open(mode: 'reception' | 'onboarding') {
  station = await openCoreStation({
    settings: { station: { mode } },
    tenant: 'demo',
    spawnPhotoProcess: noPhotoProcess,
  });
  const { ask, demo } = station;
  await ask('operator.lock');
  const find = async (query: string) => {
    const reply = await ask('people.search', { query });
    if (reply.kind === 'error') throw new Error(reply.error.code);
    return (reply.value as { people: PersonCard[] }).people;
  };
  const hasPhoto = async (personId: string) => {
    const reply = await ask('people.photo', { personId, edgePx: 48 });
    return reply.kind === 'ok' && 'photo' in (reply.value as object);
  };
  const idOf = (account: string) => demo.directory.person(`${account}@tidewater.example`)?.id ?? '';
  return { ask, find, hasPhoto, idOf };
}

test('The screen is given what it shows of a person, and nothing else.', async () => {
  const { find } = await open('reception');
  const cards = [...(await find('alex morgan')), ...(await find('aoi'))];
  expect(cards.length).toBeGreaterThan(2);
  const shown = ['id', 'displayName', 'reading', 'department', 'jobTitle', 'maskedMail'];
  for (const card of cards) expect(shown).toEqual(expect.arrayContaining(Object.keys(card)));
  expect(JSON.stringify(cards)).not.toMatch(/employeeId|userPrincipalName|alex\.morgan|aoi\.tanaka|\b10041\b/);
});

test('In a lobby an id opens a photo only for the visit that was shown that person.', async () => {
  const { ask, find, hasPhoto, idOf } = await open('reception');
  const aoi = idOf('aoi.tanaka');
  expect(await hasPhoto(aoi)).toBe(false);
  await find('aoi');
  expect(await hasPhoto(aoi)).toBe(true);
  expect(await hasPhoto(idOf('yui.takahashi'))).toBe(false);
  await ask('people.forget');
  expect(await hasPhoto(aoi)).toBe(false);
  await ask('operator.unlock', { pin: '-' });
  expect(await hasPhoto(aoi)).toBe(true);
});

test('In a lobby what was asked in one visit is not answered in the next.', async () => {
  const { ask, find, hasPhoto, idOf } = await open('reception');
  const aoi = idOf('aoi.tanaka');
  const searching = find('aoi');
  await ask('people.forget');
  expect(await searching).toEqual([]);
  expect(await hasPhoto(aoi)).toBe(false);
  expect((await find('aoi')).length).toBeGreaterThan(0);
  const looking = hasPhoto(aoi);
  await ask('people.forget');
  expect(await looking).toBe(false);
});

test('In a lobby a program that searches through the alphabet is told to wait, staff are not.', async () => {
  const lobby = await open('reception');
  const answers: string[] = [];
  for (let i = 0; i < 60; i++) {
    const reply = await lobby.ask('people.search', { query: `${String.fromCharCode(97 + (i % 26))}a` });
    answers.push(reply.kind === 'ok' ? 'ok' : reply.error.code);
  }
  expect(answers.slice(0, 20)).not.toContain('too-many-searches');
  expect(answers.slice(40)).toContain('too-many-searches');
  await lobby.ask('operator.unlock', { pin: '-' });
  expect((await lobby.ask('people.search', { query: 'aoi' })).kind).toBe('ok');
});
