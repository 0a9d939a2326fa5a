import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { permissionTable } from '../../../electron/diagnostics/permission-table.ts';
import { cloudTable } from '../../../electron/graph/clouds.ts';
import { dialectTable } from '../../../electron/graph/dialects.ts';
import { codeTable, statusTable } from '../../../electron/graph/outcome-table.ts';
import { outcomeKinds } from '../../../shared/outcome.ts';
import { kindAdvice } from '../../../shared/outcome-words.ts';

const page = readFileSync('docs/upload-core.md', 'utf8');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
const code = (text: string) => `\`${text}\``;
const orDash = (text: string) => (text === '' ? '–' : text);

const targetRows = Object.values(dialectTable).flatMap((dialect) =>
  Object.entries(dialect.targets).map(([target, row]) => [
    dialect.name,
    target,
    orDash(row.methods.join(', ')),
    row.methods.length === 0 ? '–' : String(row.success),
    row.canDelete ? 'yes' : '–',
  ]),
);

const tables: readonly [string, string][] = [
  [
    'APIs',
    table(
      ['API', '`tenant.api`', 'below the root', 'sizes', 'no photo', 'limit (bytes)', 'source'],
      Object.entries(dialectTable).map(([api, row]) => [
        row.name,
        code(api),
        code(row.prefix),
        row.hasSizes ? 'yes' : 'no',
        row.noPhoto === 'not-found' ? '404' : '1×1 GIF',
        String(row.bodyLimitBytes),
        row.source,
      ]),
    ),
  ],
  ['targets', table(['API', 'target', 'writes', 'success', 'delete'], targetRows)],
  [
    'clouds',
    table(
      ['cloud', '`tenant.cloud`', 'Graph', 'sign-in', 'Outlook'],
      Object.entries(cloudTable).map(([cloud, row]) => [
        row.name,
        code(cloud),
        row.graphUrl,
        row.authority,
        row.outlookUrl,
      ]),
    ),
  ],
  [
    'permissions',
    table(
      ['use', 'token', 'APIs', 'least', 'also enough', 'role', 'source'],
      permissionTable.map((row) => [
        row.use,
        row.access,
        row.apis?.join(', ') ?? 'all',
        row.least === undefined ? 'not supported' : code(row.least) + (row.isDoubtful ? ' (doubtful)' : ''),
        orDash(row.higher.map(code).join(', ')),
        row.needsRole ? 'administrator' : '–',
        row.source,
      ]),
    ),
  ],
  [
    'statuses',
    table(
      ['status', 'outcome'],
      [...statusTable].map(([status, kind]) => [String(status), kind]),
    ),
  ],
  [
    'codes',
    table(
      ['code', 'with status', 'outcome'],
      codeTable.map((row) => [row.codes.map(code).join(', '), String(row.status ?? 'any'), row.kind]),
    ),
  ],
  [
    'outcomes',
    table(
      ['outcome', 'who acts', 'meaning', 'what to do'],
      outcomeKinds.map((kind) => {
        const { actor, meaning, whatToDo } = kindAdvice[kind];
        return [kind, actor, meaning.en, whatToDo.en];
      }),
    ),
  ],
];

describe('docs/upload-core.md', () => {
  it.each(tables)('shows the %s as they are in the code', (_, expected) => {
    expect(page).toContain(expected);
  });
});
