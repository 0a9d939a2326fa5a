import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readApiPath } from '../../../electron/demo/api-routes.ts';
import { demoResource, pathSegments } from '../../../electron/demo/graph-path.ts';

// What a URL cannot carry as one segment: nothing, and the two that every URL parser resolves.
const id = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => text.isWellFormed() && !/^\.{1,2}$/.test(text));

describe('the target of a path', () => {
  test.each([
    ['/v1.0/me/photo/$value', 'me'],
    ['/v1.0/users/aoi%40x.example/photo', 'user:aoi@x.example'],
    ['/v1.0/users/a%23EXT%23%40x.example/photo', 'user:a#EXT#@x.example'],
    ["/v1.0/users('o%27%27brien')/photo", "user:o'brien"],
    ['/beta/groups/1/photos/48x48/$value', 'group:1'],
    ['/v1.0/teams/1/photo/$value', 'team:1'],
    ['/v1.0/me/contacts/c%2F1/photo/$value', 'contact:me//c/1'],
    ['/v1.0/users/u/contactFolders/f/contacts/c/photo/$value', 'contact:u/f/c'],
    ['/v1.0/me/contactfolders/f/contacts/c/photo/$value', 'contact:me/f/c'],
    ["/api/v2.0/Users('a@x.example')/photo/$value", 'user:a@x.example'],
    ["/api/beta/users('a@x.example')/photos('240x240')", 'user:a@x.example'],
  ])('%s is %s', (path, target) => {
    expect(readApiPath(path)).toMatchObject({ target, resource: { kind: 'photo' } });
  });

  test('is exactly the id that was sent, whatever it holds', () => {
    fc.assert(
      fc.property(id, (sent) => {
        const { pathname } = new URL(`https://x.example/v1.0/users/${encodeURIComponent(sent)}/photo/$value`);
        expect(readApiPath(pathname)?.resource).toEqual({
          kind: 'photo',
          target: { kind: 'user', id: sent },
          part: { kind: 'value' },
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test('is exactly the id of OData’s key form, too', () => {
    fc.assert(
      fc.property(id, (sent) => {
        const key = encodeURIComponent(sent.replaceAll("'", "''"));
        const { pathname } = new URL(`https://x.example/api/v2.0/Users('${key}')/photo`);
        expect(readApiPath(pathname)?.resource).toMatchObject({ target: { kind: 'user', id: sent } });
      }),
      { numRuns: 2_000 },
    );
  });
});

test('arbitrary paths are read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (path) => {
      const segments = pathSegments(path);
      if (segments !== undefined) demoResource(segments);
    }),
    { numRuns: 2_000 },
  );
});

test('an unknown word, a broken percent sequence and trailing words are unknown', () => {
  expect(demoResource(['planets'])).toEqual({ kind: 'unknown', segment: 'planets' });
  expect(pathSegments('/v1.0/users/%E0%A4%A/photo')).toBeUndefined();
  expect(demoResource(['me', 'photo', '$value', 'more'])).toMatchObject({ kind: 'unknown' });
  expect(readApiPath('/v2.0/me')).toBeUndefined();
});
