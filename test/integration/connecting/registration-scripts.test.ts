import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  azureCliScript,
  powerShellScript,
  type ScriptPlan,
} from '../../../electron/connecting/registration-scripts.ts';
import { runAzScript } from '../../az-script.ts';

const plan: ScriptPlan = {
  uniqueName: 'photo-kiosk-2f0c',
  displayName: 'Photo kiosk',
  isPublicClient: false,
  permissions: [
    { name: 'User.Read.All', kind: 'application' },
    { name: 'User.ReadWrite', kind: 'delegated' },
  ],
  ofAnyPlan: [
    { name: 'User.Read.All', kind: 'application' },
    { name: 'Contacts.ReadWrite', kind: 'application' },
    { name: 'User.Read', kind: 'delegated' },
  ],
  key: { derBase64: 'MIIB+/8=', keyId: '2f5d50aa-0000-4000-8000-000000000001' },
  graphUrl: 'https://dod-graph.microsoft.us',
  cloud: { azure: 'AzureUSGovernment', graph: 'USGovDoD' },
};

/** What ends a quote, begins a command or is no character of its own in one of the shells, in a code page or in JSON. */
const spiteful = [
  ...["'", '"', '`', '$', '\\', '!', ';', '&', '|', '<', '>', '(', ')', '{', '}', '@', '#', '%', '*', '?', '~', '='],
  ...['\n', '\r', '\r\n', '\t', '\0', '\u0007', '\u007f', '\u2028', '\u2029', '\ufeff', '\ud800', '\udfff'],
  ...['‘', '’', '‚', '‛', '“', '”', '„', '–', '—', ' ', '$(id)', '`id`', '$HOME', "'@", '@"', '--body', "'; id; '"],
  // In UTF-8 these end in bytes that Windows code pages take for quotation marks.
  ...['т', 'ё', 'ђ', '受', '付', '前', '台', 'ا', '咒', '😀'],
];
const names = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...spiteful) }, fc.string({ unit: 'binary', maxLength: 4 })),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

test('whatever a station is called, its script for Azure CLI makes the same calls, and registers that very name', async () => {
  const callsOf = async (displayName: string) => {
    const calls: (readonly string[])[] = [];
    const { exitCode } = await runAzScript(azureCliScript({ ...plan, displayName }), (words) => {
      calls.push(words);
      // Not there yet, so that the script makes all of it.
      const isAskedFor = words.includes('--query') || words[0] !== 'rest';
      return {
        exitCode: 0,
        output: isAskedFor && !words.some((word) => /^value\[/.test(word)) ? 'some-id' : undefined,
      };
    });
    expect(exitCode).toBe(0);
    const bodies = calls.map((words) => words[words.indexOf('--body') + 1] ?? '');
    const upsert = calls.findIndex((words) => words.includes('Prefer=create-if-missing'));
    const others = calls.map((words, index) => (index === upsert ? words.slice(0, -1) : words));
    return { others, registration: JSON.parse(bodies[upsert] ?? '') };
  };
  const plain = await callsOf('Photo kiosk');
  expect(plain.others.length).toBeGreaterThan(10);
  await fc.assert(
    fc.asyncProperty(names, async (displayName) => {
      const { others, registration } = await callsOf(displayName);
      expect(others).toEqual(plain.others);
      expect(registration).toEqual({ ...plain.registration, displayName });
    }),
    { numRuns: 15 },
  );
});

test('whatever a station is called, it stands in its script for PowerShell between two quotes that nothing in it ends, in ASCII', () => {
  const linesOf = (displayName: string) => powerShellScript({ ...plan, displayName }).split('\n');
  const body = /^\$body = '([ -&(-~]*)'$/;
  const plain = linesOf('Photo kiosk');
  const at = plain.findIndex((line) => body.test(line));
  const registration = JSON.parse(body.exec(plain[at] ?? '')?.[1] ?? '');
  fc.assert(
    fc.property(names, (displayName) => {
      const lines = linesOf(displayName);
      expect(lines.toSpliced(at, 1)).toEqual(plain.toSpliced(at, 1));
      const [, literal = ''] = body.exec(lines[at] ?? '') ?? [];
      expect(JSON.parse(literal)).toEqual({ ...registration, displayName });
    }),
    { numRuns: 2_000 },
  );
});

test('an address of Microsoft Graph ends no quote either', () => {
  const script = azureCliScript({ ...plan, graphUrl: "https://grüße.example/'; id; '" });
  expect(script).toContain("\nGRAPH='https://xn--gre-6ka8l.example/%27;%20id;%20%27'\n");
});
