import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { KioskApi } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/station.ts';
import type { KioskActions, KioskState, KioskStore } from './kiosk-state.ts';

const KioskContext = createContext<KioskStore | undefined>(undefined);

/** Gives the screens below their store. */
export function KioskProvider({ store, children }: { readonly store: KioskStore; readonly children: ReactNode }) {
  return <KioskContext value={store}>{children}</KioskContext>;
}

function useKioskStore(): KioskStore {
  const store = useContext(KioskContext);
  if (store === undefined) throw new Error('a screen outside of KioskProvider');
  return store;
}

/** The part of the state that `select` takes; renders again when it changes. */
export function useKiosk<Part>(select: (state: KioskState) => Part): Part {
  return useStore(useKioskStore().state, select);
}

export function useActions(): KioskActions {
  return useKioskStore().actions;
}

/** The core itself, for screens with state of their own. */
export function useApi(): KioskApi {
  return useKioskStore().api;
}

/** The snapshot, on screens that show only once there is one. */
export function useSnapshot(): Snapshot {
  const snapshot = useKiosk((state) => state.snapshot);
  if (snapshot === undefined) throw new Error('a screen before the first snapshot');
  return snapshot;
}
