import type { Failure } from '../../../shared/error-code.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { actualWords, expectedWords } from '../../../shared/setting-problem-words.ts';
import type { SettingsReading, SettingsWriting } from '../../../shared/settings-editing.ts';
import { hashPin } from '../../operator/operator-pin.ts';
import { settingsChanges } from '../../settings/settings-changes.ts';
import {
  checkSettingsDocument,
  importedSettings,
  mayWriteSettings,
  portableSettings,
  readSettingsDocument,
  type SettingsHome,
  type SettingsWriteFailure,
  writeSettingsDocument,
} from '../../settings/settings-document.ts';
import { settingsJsonSchema } from '../../settings/settings-json-schema.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

type Json = Readonly<Record<string, unknown>>;

/** Settings on screen: the file stays the truth, and what is written is run on at once. */
export function settingsHandlers(parts: HandlerParts): HandlersOf<'settings'> {
  const { settings, settingsHome } = parts;
  return {
    'settings.read': async () => read(settings, settingsHome),
    'settings.check': async ({ document }) => {
      const json = parseObject(document);
      if (json === undefined) return ok({ problems: [notJson] });
      const checked = checkSettingsDocument(json, settingsHome);
      return ok({ problems: checked.kind === 'ok' ? [] : [...checked.error] });
    },
    'settings.write': async ({ revision, document }) => write(parts, parseObject(document), revision),
    'settings.setPin': async ({ pin }) => {
      const hash = pin === undefined ? undefined : await hashPin(pin);
      return change(parts, (json) => withPin(json, hash));
    },
    'settings.export': async () => {
      const present = readSettingsDocument(settingsHome);
      if (present.kind === 'error') return err({ code: 'not-found', detail: { reason: present.error } });
      return ok({ document: `${JSON.stringify(portableSettings(present.value.json), undefined, 2)}\n` });
    },
    'settings.preview': async ({ document }) => {
      const imported = parseObject(document);
      if (imported === undefined) return ok({ kind: 'invalid', problems: [notJson] });
      const present = readSettingsDocument(settingsHome);
      if (present.kind === 'error') return ok({ kind: 'unreadable', file: settingsHome.file, reason: present.error });
      const { json } = present.value;
      const next = importedSettings(json, imported);
      const checked = checkSettingsDocument(next, settingsHome);
      if (checked.kind === 'error') return ok({ kind: 'invalid', problems: [...checked.error] });
      return ok({ kind: 'fits', changes: settingsChanges(withoutPin(json), withoutPin(next)) });
    },
    'settings.import': async ({ document }) => {
      const imported = parseObject(document);
      if (imported === undefined) return ok({ kind: 'invalid', problems: [notJson] });
      return change(parts, (json) => importedSettings(json, imported));
    },
  };
}

const notJson = { at: '', expected: expectedWords.jsonObject, actual: actualWords.otherValue };

function parseObject(document: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(document);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : undefined;
  } catch {
    return undefined;
  }
}

function withPin(json: Json, operatorPinHash: string | undefined): Json {
  const { operatorPinHash: _, ...station } = (json.station ?? {}) as Json;
  return { ...json, station: operatorPinHash === undefined ? station : { ...station, operatorPinHash } };
}

function read(settings: HandlerParts['settings'], home: SettingsHome): Result<SettingsReading, Failure> {
  const present = readSettingsDocument(home);
  if (present.kind === 'error') return err({ code: 'not-found', detail: { file: home.file, reason: present.error } });
  const { json, revision, isThere } = present.value;
  return ok({
    file: home.file,
    place: isThere ? home.kind : 'none',
    isWritable: mayWriteSettings(home),
    revision,
    document: JSON.stringify(withoutPin(json)),
    effective: JSON.stringify(withoutPin({ ...settings })),
    schema: JSON.stringify(settingsJsonSchema()),
  });
}

/** The hash is no secret that opens anything, and is nobody's to read: the screens hear that there is one. */
function withoutPin(json: Json): Json {
  const { station } = json as { station?: Json };
  if (station?.operatorPinHash === undefined) return json;
  return { ...json, station: { ...station, operatorPinHash: keptPin } };
}
const keptPin = 'scrypt:kept:kept';

/** A document that comes back from the screen with the stand-in keeps the PIN that the file has. */
function withKeptPin(json: Json, present: Json): Json {
  const station = json.station as Json | undefined;
  if (station?.operatorPinHash !== keptPin) return json;
  return withPin(json, (present.station as { operatorPinHash?: string } | undefined)?.operatorPinHash);
}

async function write(
  parts: HandlerParts,
  json: Json | undefined,
  revision: string,
): Promise<Result<SettingsWriting, Failure>> {
  if (json === undefined) return ok({ kind: 'invalid', problems: [notJson] });
  const present = readSettingsDocument(parts.settingsHome);
  if (present.kind === 'error') return ok(notWritten(parts.settingsHome, present.error));
  const document = { json: withKeptPin(json, present.value.json), revision };
  return runOn(parts, writeSettingsDocument(parts.settingsHome, document));
}

async function change(parts: HandlerParts, edit: (json: Json) => Json): Promise<Result<SettingsWriting, Failure>> {
  const present = readSettingsDocument(parts.settingsHome);
  if (present.kind === 'error') return ok(notWritten(parts.settingsHome, present.error));
  const { json, revision } = present.value;
  return runOn(parts, writeSettingsDocument(parts.settingsHome, { json: edit(json), revision }));
}

function notWritten({ file }: SettingsHome, reason: string): SettingsWriting {
  return { kind: 'not-written', file, reason };
}

async function runOn(
  { renewOn }: HandlerParts,
  written: ReturnType<typeof writeSettingsDocument>,
): Promise<Result<SettingsWriting, Failure>> {
  if (written.kind === 'error') return ok(asWriting(written.error));
  const renewed = await renewOn(written.value.loaded);
  return renewed.kind === 'ok' ? ok({ kind: 'saved' }) : renewed;
}

function asWriting(failure: SettingsWriteFailure): SettingsWriting {
  return failure.kind === 'invalid' ? { kind: 'invalid', problems: [...failure.problems] } : failure;
}
