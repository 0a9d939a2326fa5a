import type { StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../../../shared/contract.ts';
import type { ImportFilter } from '../../../../shared/import-contract.ts';
import type { ImportItem } from '../../../../shared/picture-import.ts';
import type { RendererClock } from '../../../store/renderer-clock.ts';
import { createListPages, type PagesState } from '../list-pages.ts';

interface ImportQuestion {
  readonly filter: ImportFilter;
  readonly query: string;
}

/** The pictures of an import as far as they are known. */
export type ImportPagesState = PagesState<ImportItem> & ImportQuestion;

export interface ImportPages {
  readonly state: StoreApi<ImportPagesState>;
  /** Says which rows are looked at; their pages are read, others are let go. */
  look(first: number, last: number): void;
  choose(wanted: Partial<ImportQuestion>): void;
  /** A picture that a person decided about, at once where its row is held; its neighbours may have changed with it. */
  note(item: ImportItem): void;
  /** Reads what is looked at again, once news have come to rest. */
  refresh(): void;
  close(): void;
}

/** The pictures in pages. Asks for nothing before `look`. */
export function createImportPages({
  api,
  clock,
}: {
  readonly api: KioskApi;
  readonly clock: RendererClock;
}): ImportPages {
  const list = createListPages<ImportItem, ImportQuestion, object>({
    clock,
    restMs: 200,
    begin: { filter: 'all', query: '' },
    async read({ filter, query }, part) {
      const reply = await api.commands['imports.items']({ filter, query, ...part });
      return reply.kind === 'ok' ? { rows: reply.value.items, total: reply.value.total, told: {} } : undefined;
    },
  });
  return {
    ...list,
    choose: (wanted) => list.ask(wanted, 'total'),
    note(item) {
      list.patch((one) => (one.name === item.name ? item : undefined));
      list.refresh();
    },
  };
}
