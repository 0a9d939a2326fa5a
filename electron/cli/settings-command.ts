import { readFile } from 'node:fs/promises';
import { textOfBytes } from '../../shared/text-bytes.ts';
import { openStationFiles } from '../host/station-files.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import {
  changeSettings,
  checkSettingsDocument,
  importedSettings,
  portableSettings,
  readSettingsDocument,
  type SettingsHome,
  type SettingsWriteFailure,
} from '../settings/settings-document.ts';
import { readSettingsFile, type SettingsProblem, settingsFailureText } from '../settings/settings-file.ts';
import { settingsJsonSchema } from '../settings/settings-json-schema.ts';
import {
  type Command,
  type CommandContext,
  CommandError,
  type CommandResult,
  exitCodes,
  inputError,
} from './command.ts';
import { oneLine } from './sign-in-result.ts';
import type { Words } from './terminal-language.ts';

const actions = ['show', 'set', 'unset', 'validate', 'schema', 'export', 'import'] as const;
type Json = Readonly<Record<string, unknown>>;

const writtenWords: Words = {
  en: 'Written. A running station takes it over at its next start.',
  ja: '書き込みました。動作中の端末には次の起動で反映されます。',
  'zh-Hans': '已写入。正在运行的设备将在下次启动时采用。',
};
const validWords: Words = {
  en: 'These settings can be used.',
  ja: 'この設定は使用できます。',
  'zh-Hans': '这些设置可以使用。',
};
const changedWords: Words = {
  en: 'Somebody else has changed the settings file meanwhile. Nothing was written: look at it and try again.',
  ja: '設定ファイルが別の人に変更されていました。何も書き込んでいません。内容を確認して、もう一度お試しください。',
  'zh-Hans': '设置文件已被他人更改，未写入任何内容。请查看后重试。',
};

function problemLines(problems: readonly SettingsProblem[]): string[] {
  return problems.map(
    ({ at, expected, actual }) => `${at === '' ? '(file)' : at}: expected ${expected.en}, got ${actual.en}`,
  );
}

/** The problems as `--json` prints them. */
function inEnglish(problems: readonly SettingsProblem[]) {
  return problems.map(({ at, expected, actual }) => ({ at, expected: expected.en, actual: actual.en }));
}

function invalid(problems: readonly SettingsProblem[]): CommandResult {
  return {
    exitCode: exitCodes.usage,
    lines: problemLines(problems),
    json: { isOk: false, problems: inEnglish(problems) },
  };
}

function afterWrite(
  context: CommandContext,
  home: SettingsHome,
  written: { readonly kind: 'ok' } | { readonly kind: 'error'; readonly error: SettingsWriteFailure },
): CommandResult {
  if (written.kind === 'ok') return oneLine(exitCodes.ok, writtenWords, context.language, { file: home.file });
  const { error } = written;
  switch (error.kind) {
    case 'invalid':
      return invalid(error.problems);
    case 'changed-meanwhile':
      return oneLine(exitCodes.later, changedWords, context.language);
    case 'not-written':
      throw inputError(error.file, 'a settings file that this user may write', error.reason);
  }
}

/** A value as typed: JSON where it is JSON (`45`, `true`, `["en"]`), else the text itself. */
function typedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The document with `a.b.c` set, or taken out when `value` is absent. Objects on the way are made. */
function withValue(json: Json, keys: readonly string[], value: unknown): Json {
  const [key = '', ...rest] = keys;
  const { [key]: present, ...others } = json;
  if (rest.length === 0) return value === undefined ? others : { ...json, [key]: value };
  const inner = typeof present === 'object' && present !== null && !Array.isArray(present) ? (present as Json) : {};
  return { ...json, [key]: withValue(inner, rest, value) };
}

function keysOf(text: string | undefined): readonly string[] {
  const keys = (text ?? '').split('.');
  const isPath = keys.every((key) => /^[A-Za-z$][\w$-]*$/.test(key) && key !== '__proto__');
  if (!isPath) throw inputError('KEY', 'a setting like station.name', JSON.stringify(text ?? ''));
  return keys;
}

/** Each setting on a line of its own, with where its value comes from. */
function shownLines(effective: unknown, document: unknown, at: readonly string[] = []): string[] {
  if (typeof effective !== 'object' || effective === null || Array.isArray(effective)) {
    const source = document === undefined ? 'default' : 'file';
    const shown = at.at(-1) === 'operatorPinHash' ? '(set)' : JSON.stringify(effective);
    return [`${at.join('.')} = ${shown}  (${source})`];
  }
  return Object.entries(effective).flatMap(([key, value]) =>
    shownLines(value, (document as Json | undefined)?.[key], [...at, key]),
  );
}

async function jsonFile(file: string): Promise<Json> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw inputError(file, 'a readable file', cause.code ?? String(cause));
  });
  try {
    return JSON.parse(textOfBytes(bytes) ?? '') as Json;
  } catch (cause) {
    throw inputError(file, 'JSON', cause instanceof Error ? cause.message : String(cause));
  }
}

function validate(context: CommandContext, file: string): CommandResult {
  const read = readSettingsFile(file);
  if (read.kind === 'ok') return oneLine(exitCodes.ok, validWords, context.language, { file });
  const { problems } = read.error;
  return {
    exitCode: exitCodes.usage,
    lines: settingsFailureText(read.error).split('\n'),
    json: { isOk: false, problems: inEnglish(problems) },
  };
}

function homeOf(context: CommandContext): SettingsHome {
  const { config, data } = context.values as { config?: string; data?: string };
  const files = openStationFiles({ ...(config && { config }), ...(data && { data }) }, 'browser');
  if (files.kind === 'error') throw new CommandError(exitCodes.usage, files.error.text.split('\n'));
  return files.value.settingsHome;
}

/** `settings`: shows, changes and checks the one settings file, with the schema that the station itself uses. */
export const settingsCommand: Command = {
  name: 'settings',
  usage: 'settings show | set KEY VALUE | unset KEY | validate [FILE] | schema | export [FILE] | import FILE',
  summary: 'show, change, check, export and import the settings file',
  options: {},
  positionals: { min: 1, max: 3 },
  async run(context) {
    const [name = '', first, second] = context.positionals;
    const action = actions.find((one) => one === name);
    if (action === undefined) throw inputError('settings', actions.join(', '), JSON.stringify(name));
    if (action === 'schema') {
      const schema = settingsJsonSchema();
      return { exitCode: exitCodes.ok, lines: JSON.stringify(schema, undefined, 2).split('\n'), json: schema };
    }
    if (action === 'validate' && first !== undefined) return validate(context, first);
    const home = homeOf(context);
    switch (action) {
      case 'validate':
        return validate(context, home.file);
      case 'show':
        return show(home);
      case 'set':
        if (second === undefined) throw inputError('settings set', 'KEY and VALUE', 'fewer');
        return afterWrite(
          context,
          home,
          changeSettings(home, (json) => withValue(json, keysOf(first), typedValue(second))),
        );
      case 'unset':
        return afterWrite(
          context,
          home,
          changeSettings(home, (json) => withValue(json, keysOf(first), undefined)),
        );
      case 'export':
        return exported(home, first);
      case 'import': {
        if (first === undefined) throw inputError('settings import', 'a FILE', 'nothing');
        const imported = await jsonFile(first);
        return afterWrite(
          context,
          home,
          changeSettings(home, (json) => importedSettings(json, imported)),
        );
      }
    }
  },
};

function show(home: SettingsHome): CommandResult {
  const present = readSettingsDocument(home);
  if (present.kind === 'error') throw inputError(home.file, 'a readable settings file', present.error);
  const checked = checkSettingsDocument(present.value.json, home);
  if (checked.kind === 'error') return invalid(checked.error);
  const { settings } = checked.value;
  const place = present.value.isThere ? `${home.file} (${home.kind})` : `(${home.file} does not exist)`;
  const { operatorPinHash, ...station } = settings.station;
  const shown = { ...settings, station: { ...station, hasOperatorPin: operatorPinHash !== undefined } };
  return {
    exitCode: exitCodes.ok,
    lines: [place, ...shownLines(settings, present.value.json)],
    json: { isOk: true, file: home.file, place: home.kind, isThere: present.value.isThere, settings: shown },
  };
}

function exported(home: SettingsHome, file: string | undefined): CommandResult {
  const present = readSettingsDocument(home);
  if (present.kind === 'error') throw inputError(home.file, 'a readable settings file', present.error);
  const json = portableSettings(present.value.json);
  const text = `${JSON.stringify(json, undefined, 2)}\n`;
  if (file !== undefined) writeFileDurably(file, Buffer.from(text), { mode: 0o644 });
  const lines = file === undefined ? text.trimEnd().split('\n') : [file];
  return { exitCode: exitCodes.ok, lines, json: file === undefined ? json : { isOk: true, file } };
}
