import { describe, expect, test } from 'vitest';
import { judgeRequest, type RequestFacts } from '../../../electron/loopback/request-guard.ts';

const host = '127.0.0.1:4711';
const allowed = { kind: 'allowed' };
const refusedFor = (reason: string) => ({ kind: 'refused', reason });

/** What the browser says of a script of our own page. */
const command: RequestFacts = {
  method: 'POST',
  host,
  origin: `http://${host}`,
  fetchSite: 'same-origin',
  fetchMode: 'cors',
};
const events: RequestFacts = { ...command, method: 'GET', origin: undefined };
const opened: RequestFacts = { ...events, fetchSite: 'none', fetchMode: 'navigate' };

describe('one thing wrong is enough to be kept from the API', () => {
  test('our own page is let in', () => {
    expect(judgeRequest(command, host, 'api')).toEqual(allowed);
    expect(judgeRequest(events, host, 'api')).toEqual(allowed);
  });
  test.each<[string, Partial<RequestFacts>, string]>([
    ['a page that is opened there, even from our own', { fetchMode: 'navigate' }, 'fetch-site'],
    ['another site', { fetchSite: 'cross-site' }, 'fetch-site'],
    ['another port of this machine', { fetchSite: 'same-site' }, 'fetch-site'],
    ['an address typed by hand', { fetchSite: 'none' }, 'fetch-site'],
    ['a program that says nothing of a site', { fetchSite: undefined }, 'fetch-site'],
    ['another name for this machine', { host: 'localhost:4711' }, 'host'],
    ['no name at all', { host: undefined }, 'host'],
    ['another origin', { origin: 'http://evil.example' }, 'origin'],
    ['an origin that is kept secret', { origin: 'null' }, 'origin'],
    ['our address over https', { origin: `https://${host}` }, 'origin'],
    ['another method', { method: 'PUT' }, 'method'],
    ['a question whether one might ask', { method: 'OPTIONS' }, 'method'],
  ])('%s', (_, wrong, reason) => {
    expect(judgeRequest({ ...command, ...wrong }, host, 'api')).toEqual(refusedFor(reason));
    if (wrong.method === undefined) {
      expect(judgeRequest({ ...events, ...wrong }, host, 'api')).toEqual(refusedFor(reason));
    }
  });
  test('a write that does not say whose page it comes from', () => {
    expect(judgeRequest({ ...command, origin: undefined }, host, 'api')).toEqual(refusedFor('origin'));
  });
});

describe('the page itself is shown to whoever opens the address, and to no other site', () => {
  test('by hand, and by the page that is there', () => {
    expect(judgeRequest(opened, host, 'file')).toEqual(allowed);
    expect(judgeRequest(events, host, 'file')).toEqual(allowed);
  });
  test.each<[string, Partial<RequestFacts>, string]>([
    ['a link on another site', { fetchSite: 'cross-site' }, 'fetch-site'],
    ['a link on another port', { fetchSite: 'same-site' }, 'fetch-site'],
    ['a picture that a person’s own program asks for', { fetchMode: 'no-cors' }, 'fetch-site'],
    ['another name for this machine', { host: 'localhost:4711' }, 'host'],
    ['another origin', { origin: 'http://evil.example' }, 'origin'],
    ['a write', { method: 'POST' }, 'method'],
  ])('%s', (_, wrong, reason) => {
    expect(judgeRequest({ ...opened, ...wrong }, host, 'file')).toEqual(refusedFor(reason));
  });
});
