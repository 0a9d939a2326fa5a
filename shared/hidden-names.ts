/** What Windows lays on every drive, and marks as hidden in a way of its own. */
const systemNames: ReadonlySet<string> = new Set([
  '$recycle.bin',
  'recycler',
  'system volume information',
  'thumbs.db',
  'desktop.ini',
]);

/** Whether people are not shown a file or folder of this name: by its dot, or because it is a system's own on a drive. */
export function isHiddenName(name: string): boolean {
  return name.startsWith('.') || systemNames.has(name.toLowerCase());
}
