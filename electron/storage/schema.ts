import type { DatabaseSync } from 'node:sqlite';
import type { StoreSection } from './store-section.ts';

/** `PRAGMA application_id`: "PhKs". A database with another one is not ours. */
export const applicationId = 0x50684b73;

/**
 * `PRAGMA user_version`: what stands around the sections. 1: no sections, one list of steps for all tables. 2: each section
 * has its version in the table `section`.
 */
export const frameVersion = 2;

/** The sections whose tables a file of frame version 1 has, at their first version. History; never changed. */
const sectionsOfFirstFrame = ['queue', 'documents'];

/** What a file says of its sections: their versions by name. Throws SQLite's errors. */
export function sectionVersions(database: DatabaseSync, frame: number): Map<string, number> {
  if (frame === 0) return new Map();
  if (frame === 1) return new Map(sectionsOfFirstFrame.map((name) => [name, 1]));
  const rows = database.prepare('SELECT name, version FROM section').all();
  return new Map(rows.map(({ name, version }) => [String(name), Number(version)]));
}

export function putSectionVersion(database: DatabaseSync, name: string, version: number): void {
  database
    .prepare('INSERT INTO section (name, version) VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version')
    .run(name, version);
}

/** Brings what stands around the sections from a version to the newest. Call inside a transaction. */
export function layFrame(database: DatabaseSync, from: number): void {
  if (from === 0) database.exec('CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID');
  database.exec('CREATE TABLE section (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID');
  for (const [name, version] of sectionVersions(database, from)) putSectionVersion(database, name, version);
  database.exec(`PRAGMA application_id=${applicationId}; PRAGMA user_version=${frameVersion}`);
}

/** True when a newer program wrote here: a section that this one does not have, or has in an older version only. */
export function hasNewerSection(versions: ReadonlyMap<string, number>, sections: readonly StoreSection[]): boolean {
  const known = new Map(sections.map(({ name, migrations }) => [name, migrations.length]));
  return [...versions].some(([name, version]) => version > (known.get(name) ?? 0));
}

/** Sections whose tables are not yet what this program needs. */
export function sectionsBehind(
  versions: ReadonlyMap<string, number>,
  sections: readonly StoreSection[],
): readonly StoreSection[] {
  return sections.filter(({ name, migrations }) => (versions.get(name) ?? 0) < migrations.length);
}
