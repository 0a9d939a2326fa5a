import type { KioskHandlers } from '../shared/contract.ts';
import type { FilePlace } from '../shared/file-picking-contract.ts';
import { err, ok } from '../shared/result.ts';

const atMs = Date.UTC(2026, 10, 26, 20, 15);
const names = [
  'roster-results-20261126-201544.csv',
  'New starters, December (all sites, with what the payroll office added on Friday).xlsx',
  '名簿_2026年12月.csv',
  ...Array.from({ length: 30 }, (_, index) => `list-${index + 1}.csv`),
];

const pictures = Array.from({ length: 1000 }, (_, index) => `IMG_${String(index + 1).padStart(4, '0')}.jpg`);

/**
 * Handlers for a machine with a drive, the user's folders, a long folder in each, and as many pictures as are shown at all.
 * `gone`: the folders in it cannot be read. `over`: by then no field asks any more. `late`: the downloads are told after the desktop.
 * `nowhere`: nothing is plugged in, and the user has no folders. `pulled`: what is chosen cannot be taken any more.
 * `unplugged`: the places but the first are gone when they are looked at again.
 */
export function fileHandlers(fate?: string | null): Partial<KioskHandlers> {
  let tellLate = () => {};
  let looks = 0;
  const own = ['downloads', 'desktop', 'documents', 'pictures'] as const;
  const drive: FilePlace = { kind: 'drive', name: 'HR-STICK', path: '/media/HR-STICK' };
  const places = fate === 'nowhere' ? [] : [drive, ...own.map((kind) => ({ kind, name: kind, path: `/${kind}` }))];
  const folders = ['2026', 'Badges'].map((name) => ({ kind: 'folder' as const, name, path: `/empty/${name}` }));
  const filesOf = (some: readonly string[]) =>
    some.map((name, index) => {
      const sizeBytes = 900 * ((index % 30) + 1) ** 4;
      return { kind: 'file' as const, name, path: `/f/${name}`, sizeBytes, changedAtMs: atMs };
    });
  return {
    'files.look': async ({ folder }) => {
      if (folder === undefined) {
        looks += 1;
        return ok({ places: fate === 'unplugged' && looks > 1 ? places.slice(0, 1) : places });
      }
      const isEmpty = folder.startsWith('/empty');
      if (isEmpty && fate === 'gone') return err({ code: 'not-found' });
      if (isEmpty && fate === 'over') return err({ code: 'not-now' });
      if (folder === '/downloads' && fate === 'late') await new Promise<void>((resolve) => (tellLate = resolve));
      if (folder === '/desktop') setTimeout(tellLate);
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      const parent = isEmpty ? { parent: '/downloads' } : {};
      const entries = isEmpty ? [] : folder === '/pictures' ? filesOf(pictures) : [...folders, ...filesOf(names)];
      return ok({ places, folder: { name, path: folder, ...parent, isCut: !isEmpty, entries } });
    },
    'files.choose': async () => (fate === 'pulled' ? err({ code: 'not-found' }) : ok({})),
    'files.leave': async () => ok({}),
  };
}
