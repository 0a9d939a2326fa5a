/** Writes docs/guide/messages.md from the tables of words that screens and terminal read: `node build/messages-page.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditItemWords } from '../shared/audit-words.ts';
import { connectProblems } from '../shared/connection.ts';
import { connectFailureText } from '../shared/connection-words.ts';
import type { Words } from '../shared/language.ts';
import { outcomeKinds, tokenLacks } from '../shared/outcome.ts';
import type { Actor, CodeAdvice } from '../shared/outcome-code-row.ts';
import { codeAdvice, explainedCodes } from '../shared/outcome-code-words.ts';
import { lackAdvice } from '../shared/outcome-lack-words.ts';
import { kindAdvice } from '../shared/outcome-words.ts';
import { importFindingWords, importStopWords } from '../shared/picture-import-words.ts';
import { provisioningWords } from '../shared/provisioning-words.ts';
import { rosterSetUpProblems, rosterSetUpSteps } from '../shared/roster-set-up.ts';
import { rosterSetUpFailureText } from '../shared/roster-set-up-words.ts';
import { failureWords, rowWords, warningWords } from '../shared/roster-table-words.ts';
import { ambiguityWords, ownParkWords } from '../shared/roster-words.ts';
import { signInAdvice, signInStateWords } from '../shared/sign-in-words.ts';
import { checkTitles, checkWords } from '../shared/station-check-words.ts';
import { transferProblemWords } from '../shared/transfer-words.ts';

export const messagesFile = path.resolve(import.meta.dirname, '../docs/guide/messages.md');

/** What `shared/*-words.ts` export and the page does not explain, by the reason why: it explains all else. */
export const leftOut: Readonly<Record<string, readonly string[]>> = {
  'names of steps, states, ways, fields and columns': [
    ...['connectStepWords', 'connectWayWords', 'connectCloudWords', 'renewalStepWords', 'rosterSetUpStepWords'],
    ...[
      'surveyAnswerWords',
      'surveyColumnWords',
      'importStateWords',
      'importPhaseWords',
      'importColumnWords',
      'layoutWords',
      'placeText',
    ],
    ...['rowStateWords', 'photoStateWords', 'fieldWords', 'matchedByWords', 'resultColumnWords', 'remarkWords'],
  ],
  'docs/settings.md explains settings': [
    ...['settingGroupWords', 'settingWords', 'settingHints', 'settingValueWords', 'settingName'],
  ],
  'said beside the setting that it is about: what it must be, and what stands there': [
    ...['expectedWords', 'actualWords', 'expectationNamed', 'filledIn', 'eitherOf', 'inEveryLanguage'],
  ],
  'said of a picture file while somebody chooses it, with the way out': [
    'formatName',
    'takenFormatWords',
    'formatAdvice',
  ],
  'chosen by staff, in words': ['refusalWords'],
  'put a message together from what the page explains': [
    ...['outcomeAdvice', 'readingReasonText', 'adminText', 'checkLineText', 'transferProblemOf', 'takenWords'],
  ],
};

const actors: Readonly<Record<Actor, string>> = {
  nobody: 'nobody',
  person: 'the person',
  operator: 'staff',
  admin: 'administrator',
};

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (name: string) => `\`${name}\``;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}

const adviceCells = ({ meaning, whatToDo, actor }: CodeAdvice) => [meaning.en, whatToDo.en, actors[actor]];
const adviceHeads = ['code', 'means', 'what to do', 'who'];

/** Codes that say the same stand in one row. */
function grouped(rows: readonly (readonly [string, ...string[]])[]): string[][] {
  const byWords = new Map<string, string[]>();
  for (const [name, ...words] of rows) {
    const key = JSON.stringify(words);
    byWords.set(key, [...(byWords.get(key) ?? []), name]);
  }
  return [...byWords].map(([key, names]) => [names.join(', '), ...(JSON.parse(key) as string[])]);
}

function photoSection(): string {
  const groups = outcomeKinds.map((kind) => {
    const codes = explainedCodes.filter((known) => known.kind === kind);
    const rows = codes.flatMap((known) => {
      const advice = codeAdvice(kind, known.code);
      return advice === undefined ? [] : [[code(known.code), ...adviceCells(advice)] as const];
    });
    const general = [rows.length > 0 ? 'any other' : 'any', ...adviceCells(kindAdvice[kind])];
    return `### ${code(kind)}\n\n${table(adviceHeads, [...grouped(rows), general])}`;
  });
  const lacks = tokenLacks.map((lack) => [lack, ...adviceCells(lackAdvice[lack])]);
  return [
    ...groups,
    `### What the sign-in lacks\n\nSaid in place of the above where the token itself shows it.\n\n${table(
      ['lacks', 'means', 'what to do', 'who'],
      lacks,
    )}`,
    `### A photo that rests for a reason of the station\n\n${wordRows(['reason', 'means'], ownParkWords)}`,
  ].join('\n\n');
}

function checkSection(): string {
  return Object.entries(checkWords)
    .map(([item, codes]) => {
      const rows = Object.entries(codes).map(([name, { found, fix }]) => [code(name), found.en, fix?.en ?? '–']);
      return `### ${checkTitles[item as keyof typeof checkTitles].en}\n\n${table(['code', 'found', 'what to do'], rows)}`;
    })
    .join('\n\n');
}

/** A table of words alone. */
function wordRows(heads: readonly string[], words: Readonly<Record<string, Words>>): string {
  return table(
    heads,
    Object.entries(words).map(([name, { en }]) => [code(name), en]),
  );
}

/** What the sign-in itself refuses stands under its own heading. */
const isOwn = <Code extends string>(problem: Code): problem is Exclude<Code, 'sign-in'> => problem !== 'sign-in';

function connectSection(): string {
  const rows = connectProblems.filter(isOwn).map((problem) => {
    const { meaning, whatToDo } = connectFailureText({ code: problem }, 'en');
    return [code(problem), meaning, whatToDo];
  });
  return table(['code', 'means', 'what to do'], rows);
}

function sharingSection(): string {
  const [first] = rosterSetUpSteps;
  const rows = rosterSetUpProblems.filter(isOwn).map((problem) => {
    const { meaning, whatToDo } = rosterSetUpFailureText({ code: problem, step: first }, 'en');
    return [code(problem), meaning, whatToDo];
  });
  const left = rosterSetUpSteps.map((step) => [code(step), rosterSetUpFailureText({ code: 'other', step }, 'en').left]);
  return [
    table(['code', 'means', 'what to do'], rows),
    `Beside it stands what is in SharePoint by then:\n\n${table(['step that was not done', 'what stands'], left)}`,
  ].join('\n\n');
}

function listSection(): string {
  return [
    `### Nothing could be read\n\n${wordRows(['code', 'means'], failureWords)}`,
    `### What may have been lost before the list came here\n\n${wordRows(['code', 'means'], warningWords)}`,
    `### A row that was not taken\n\n${wordRows(['code', 'means'], rowWords)}`,
    `### Somebody who has to be chosen\n\n${wordRows(['code', 'means'], ambiguityWords)}`,
  ].join('\n\n');
}

function importSection(): string {
  return [
    `### What was found about a picture\n\n${wordRows(['code', 'means'], importFindingWords)}`,
    `### An import that ended early\n\n${wordRows(['code', 'means and what to do'], importStopWords)}`,
  ].join('\n\n');
}

/** The page, whole. */
export function messagesPage(): string {
  const signIn = Object.entries(signInAdvice).map(([problem, { meaning, whatToDo }]) => [
    code(problem),
    meaning.en,
    whatToDo.en,
  ]);
  return `# What each message means

Made by \`node build/messages-page.ts\` from the tables that screens and terminal read; do not edit. A code stands beside its words
on the operator's screens, in \`--json\` output and in the log.

## A photo on its way

Whoever stood at the station is told less, and never a code; a photo that waits or needs somebody is kept.

${photoSection()}

## Signing in

${table(['code', 'means', 'what to do'], signIn)}

### How it stands

${wordRows(['state', 'means'], signInStateWords)}

## Connecting a station, and renewing its certificate

What the sign-in itself refuses stands under [Signing in](#signing-in).

${connectSection()}

## Handing a certificate or secret over

\`--provision\`, and the operator's screen.

${wordRows(['code', 'means'], provisioningWords)}

## Sharing a list with other stations

What the administrator’s sign-in refuses stands under [Connecting](#connecting-a-station-and-renewing-its-certificate).

${sharingSection()}

## Reading a list

${listSection()}

## Importing pictures

${importSection()}

## Photos of another station

${wordRows(['problem', 'means and what to do'], transferProblemWords)}

## The station check

\`--check\`, and the operator's screen. Words in braces are filled in.

${checkSection()}

## The audit

\`--audit\`: each line passes, fails with the command that mends it, or says that it could not be looked at.

${wordRows(['line', 'passes when'], auditItemWords)}

## A station that does not start

Its screen has the whole sentence, with the command that goes on. The exit codes are in [lockdown](../kiosk-lockdown.md), what the
settings file must hold in [settings](../settings.md).
`;
}

if (import.meta.main) {
  writeFileSync(messagesFile, messagesPage());
  console.log(`wrote ${path.relative(process.cwd(), messagesFile)}`);
}
