type Json = Readonly<Record<string, unknown>>;

/** A value that one document has and another has not, or has otherwise. */
export interface SettingsChange {
  /** Where in the document, like `station.idleTimeoutSeconds`. */
  readonly at: string;
  /** JSON text; absent: the document says nothing there. */
  readonly before?: string;
  readonly after?: string;
}

const longestValue = 120;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

/** Every value that differs, in the order of the documents, objects looked into and lists taken whole. */
export function settingsChanges(before: unknown, after: unknown, at = ''): SettingsChange[] {
  if (isObject(before) || isObject(after)) {
    const [was, is] = [before, after].map((value) => (isObject(value) ? value : {})) as [Json, Json];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return names.flatMap((name) => settingsChanges(was[name], is[name], at === '' ? name : `${at}.${name}`));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [
    {
      at,
      ...(before === undefined ? {} : { before: shown(before) }),
      ...(after === undefined ? {} : { after: shown(after) }),
    },
  ];
}
