import type { KioskHandlers } from '../shared/contract.ts';
import { ok } from '../shared/result.ts';

const atMs = Date.UTC(2026, 10, 26, 20, 15);
const names = [
  'roster-results-20261126-201544.csv',
  'New starters, December (all sites, with what the payroll office added on Friday).xlsx',
  '名簿_2026年12月.csv',
  ...Array.from({ length: 30 }, (_, index) => `list-${index + 1}.csv`),
];

/** Handlers for a machine with a drive, the user's folders, and a long folder in each. */
export function fileHandlers(): Partial<KioskHandlers> {
  const places = [
    { kind: 'drive', name: 'HR-STICK', path: '/media/HR-STICK' },
    ...(['downloads', 'desktop', 'documents', 'pictures'] as const).map((kind) => ({
      kind,
      name: kind,
      path: `/${kind}`,
    })),
  ] as const;
  const folders = ['2026', 'Badges'].map((name) => ({ kind: 'folder' as const, name, path: `/empty/${name}` }));
  const files = names.map((name, index) => {
    return { kind: 'file' as const, name, path: `/f/${name}`, sizeBytes: 900 * (index + 1) ** 4, changedAtMs: atMs };
  });
  return {
    'files.look': async ({ folder }) => {
      if (folder === undefined) return ok({ places: [...places] });
      const isEmpty = folder.startsWith('/empty');
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      const parent = isEmpty ? { parent: '/downloads' } : {};
      const entries = isEmpty ? [] : [...folders, ...files];
      return ok({ places: [...places], folder: { name, path: folder, ...parent, isCut: !isEmpty, entries } });
    },
    'files.choose': async () => ok({}),
    'files.leave': async () => ok({}),
  };
}
