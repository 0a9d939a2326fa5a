import { describe, expect, test } from 'vitest';
import { resultsWords, sharedPage } from '../../../renderer/screens/operator/rosters/sharing-words.ts';
import { type RosterSharing, type RosterSummary, sharedListStates } from '../../../shared/roster-run.ts';

function summaryOf(sharing: Partial<RosterSharing>, closedAtMs?: number): RosterSummary {
  const none = { captured: 0, skipped: 0, noShow: 0, declined: 0, needsRetake: 0, walkIns: 0, gone: 0 };
  return {
    roster: {
      id: 'r',
      name: 'Monday',
      createdAtMs: 1,
      importedAtMs: 1,
      sessions: [],
      ...(closedAtMs === undefined ? {} : { closedAtMs }),
    },
    counts: { ...none, total: 3, open: 3, withoutAccount: 0, heldPhotos: 0 },
    sharing: { list: 'reached', due: 0, stations: [], photosAMinute: 0, ...sharing },
  };
}

test('only a list that is reached has the results of all stations', () => {
  expect(sharedListStates.filter((list) => resultsWords(list) === 'resultsOf')).toEqual(['reached']);
  expect(sharedListStates.filter((list) => resultsWords(list) === 'resultsEnded')).toEqual(['ended']);
});

describe('the page of a shared list', () => {
  test('hands the file over while the list is open here and at the other stations', () => {
    expect(sharedPage(summaryOf({}), false)).toMatchObject({ words: ['handOver'], canHandOver: true });
    expect(sharedPage(summaryOf({ list: 'offline' }), false)).toMatchObject({ canHandOver: true });
  });

  test('offers no file of a list that has ended or that another station has closed, though it is open here', () => {
    const ended = sharedPage(summaryOf({ list: 'ended', closedBy: 'Hall' }), false);
    expect(ended).toEqual({ title: 'title', words: [], canHandOver: false, canDelete: false });
    const closed = sharedPage(summaryOf({ closedBy: 'Hall' }), false);
    expect(closed).toMatchObject({ title: 'shared', words: [], canHandOver: false });
  });

  test('says that the closing is not told while the list is not reached and has not heard of it', () => {
    const words = (sharing: Partial<RosterSharing>) => sharedPage(summaryOf(sharing, 5), false).words;
    expect(words({ list: 'reached' })).toEqual(['isClosed']);
    for (const list of ['unknown', 'offline', 'forbidden', 'gone'] as const) {
      expect(words({ list })).toEqual(['isClosed', 'notTold']);
      expect(words({ list, closedBy: 'Hall' })).toEqual(['isClosed']);
    }
    expect(words({ list: 'ended', closedBy: 'Hall' })).toEqual(['isClosed']);
  });

  test('lets a closed list be deleted once, and says so afterwards', () => {
    expect(sharedPage(summaryOf({}, 5), false).canDelete).toBe(true);
    const deleted = sharedPage(summaryOf({ list: 'ended', closedBy: 'Lobby' }, 5), true);
    expect(deleted).toMatchObject({ words: ['deleted'], canDelete: false });
  });
});
