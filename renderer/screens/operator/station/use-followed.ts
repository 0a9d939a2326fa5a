import { useCallback, useEffect, useState } from 'react';
import type { KioskApi, Unsubscribe } from '../../../../shared/contract.ts';
import { useApi } from '../../../store/kiosk-context.tsx';

/** Asking the core for something. */
export interface Asking {
  readonly isBusy: boolean;
  readonly hasFailed: boolean;
  /** True when it was taken. */
  readonly ask: (asked: (commands: KioskApi['commands']) => Promise<{ readonly kind: string }>) => Promise<boolean>;
}

/** Where what is followed is asked for, and who tells its news; the same for the whole life of a page. */
export interface Followed<Value> {
  readonly look: (commands: KioskApi['commands']) => Promise<Value | undefined>;
  readonly follow: (events: KioskApi['events'], tell: (value: Value) => void) => Unsubscribe;
}

/** How something of the core stands: once when shown, with all news, and anew when the station runs on other settings. */
export function useFollowed<Value>({ look, follow }: Followed<Value>): Asking & { readonly value: Value | undefined } {
  const api = useApi();
  const [value, setValue] = useState<Value>();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isWanted = true;
    let news = 0;
    async function lookNow() {
      const before = news;
      const found = await look(api.commands).catch(() => undefined);
      // What was told meanwhile is newer.
      if (isWanted && news === before && found !== undefined) setValue(found);
    }
    const stops = [
      follow(api.events, (told) => {
        news += 1;
        setValue(told);
      }),
      api.events['station.changed'](() => void lookNow()),
    ];
    void lookNow();
    return () => {
      isWanted = false;
      for (const stop of stops) stop();
    };
  }, [api, look, follow]);
  const ask = useCallback<Asking['ask']>(
    async (asked) => {
      setIsBusy(true);
      setHasFailed(false);
      const reply = await asked(api.commands).catch(() => undefined);
      setIsBusy(false);
      setHasFailed(reply?.kind !== 'ok');
      return reply?.kind === 'ok';
    },
    [api],
  );
  return { value, isBusy, hasFailed, ask };
}
