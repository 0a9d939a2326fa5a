type Json = Readonly<Record<string, unknown>>;

/** What somebody has changed on the screen and not saved: by path; `undefined` takes a value out of the file. */
export type SettingEdits = ReadonlyMap<string, unknown>;

const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** The value at a path like `station.notice.text.en`; `undefined` where there is none. */
export function settingAt(json: unknown, path: string): unknown {
  return path.split('.').reduce((value: unknown, key) => asObject(value)[key], json);
}

/** The document with one value set or taken out; objects on the way are made, and left out once nothing is in them. */
export function withSetting(json: Json, path: string, value: unknown): Json {
  const [key = '', ...rest] = path.split('.');
  const { [key]: present, ...others } = json;
  if (rest.length === 0) return value === undefined ? others : { ...json, [key]: value };
  const inner = withSetting(asObject(present), rest.join('.'), value);
  return Object.keys(inner).length === 0 ? others : { ...json, [key]: inner };
}

/** The document as it would be written. */
export function withEdits(json: Json, edits: SettingEdits): Json {
  return [...edits].reduce((document, [path, value]) => withSetting(document, path, value), json);
}

/** The edits with one more; one that changes nothing of the document, and those within what it replaces, are none. */
export function edited(json: Json, edits: SettingEdits, path: string, value: unknown): SettingEdits {
  const others: SettingEdits = new Map([...edits].filter(([one]) => one !== path && !one.startsWith(`${path}.`)));
  const isChange = !isSame(settingAt(withEdits(json, others), path), value);
  return isChange ? new Map([...others, [path, value]]) : others;
}

/** Edits of values that somebody else has changed in the file since: both want something else. */
export function contested(before: Json, now: Json, edits: SettingEdits): readonly string[] {
  return [...edits].flatMap(([path, wanted]) => {
    const there = settingAt(now, path);
    return isSame(settingAt(before, path), there) || isSame(there, wanted) ? [] : [path];
  });
}

/** Whether two JSON values are the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
