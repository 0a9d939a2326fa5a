/** Writes docs/guide/messages.md from the tables of words that screens and terminal read: `node build/messages-page.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditItemWords } from '../shared/audit-words.ts';
import { outcomeKinds, tokenLacks } from '../shared/outcome.ts';
import type { Actor, CodeAdvice } from '../shared/outcome-code-row.ts';
import { codeAdvice, explainedCodes } from '../shared/outcome-code-words.ts';
import { lackAdvice } from '../shared/outcome-lack-words.ts';
import { kindAdvice } from '../shared/outcome-words.ts';
import { provisioningWords } from '../shared/provisioning-words.ts';
import { signInAdvice } from '../shared/sign-in-words.ts';
import { checkTitles, checkWords } from '../shared/station-check-words.ts';

export const messagesFile = path.resolve(import.meta.dirname, '../docs/guide/messages.md');

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

/** The page, whole. */
export function messagesPage(): string {
  const signIn = Object.entries(signInAdvice).map(([problem, { meaning, whatToDo }]) => [
    code(problem),
    meaning.en,
    whatToDo.en,
  ]);
  const handed = Object.entries(provisioningWords).map(([problem, words]) => [code(problem), words.en]);
  const audited = Object.entries(auditItemWords).map(([item, words]) => [code(item), words.en]);
  return `# What each message means

Made by \`node build/messages-page.ts\` from the tables that screens and terminal read; do not edit. A code stands beside its words
on the operator's screens, in \`--json\` output and in the log.

## A photo on its way

Whoever stood at the station is told less, and never a code; a photo that waits or needs somebody is kept.

${photoSection()}

## Signing in

${table(['code', 'means', 'what to do'], signIn)}

## Handing a certificate or secret over

\`--provision\`, and the operator's screen.

${table(['code', 'means'], handed)}

## The station check

\`--check\`, and the operator's screen. Words in braces are filled in.

${checkSection()}

## The audit

\`--audit\`: each line passes, fails with the command that mends it, or says that it could not be looked at.

${table(['line', 'passes when'], audited)}

## A station that does not start

Its screen has the whole sentence, with the command that goes on. The exit codes are in [lockdown](../kiosk-lockdown.md), what the
settings file must hold in [settings](../settings.md).
`;
}

if (import.meta.main) {
  writeFileSync(messagesFile, messagesPage());
  console.log(`wrote ${path.relative(process.cwd(), messagesFile)}`);
}
