import { useCallback, useEffect, useState } from 'react';
import type { Connection } from '../../../../shared/connection.ts';
import type { KioskApi } from '../../../../shared/contract.ts';
import { useApi } from '../../../store/kiosk-context.tsx';

export interface Connecting {
  /** `undefined` until the core has said it. */
  readonly connection: Connection | undefined;
  readonly isBusy: boolean;
  readonly hasFailed: boolean;
  /** Asks the core for something; true when it was taken. */
  readonly ask: (asked: (commands: KioskApi['commands']) => Promise<{ readonly kind: string }>) => Promise<boolean>;
}

/** A connection as a page of it needs it. */
export interface ConnectPageProps extends Connecting {
  readonly connection: Connection;
  /** Back to the choice of the way. */
  readonly onOther: () => void;
}

/** Where connecting stands: once when shown, with all news, and anew when the station runs on other settings. */
export function useConnection(): Connecting {
  const api = useApi();
  const [connection, setConnection] = useState<Connection>();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isWanted = true;
    let news = 0;
    async function look() {
      const before = news;
      const reply = await api.commands['connect.look']({}).catch(() => undefined);
      // What was told meanwhile is newer.
      if (isWanted && news === before && reply?.kind === 'ok') setConnection(reply.value.connection);
    }
    const stops = [
      api.events['connect.changed']((told) => {
        news += 1;
        setConnection(told.connection);
      }),
      api.events['station.changed'](() => void look()),
    ];
    void look();
    return () => {
      isWanted = false;
      for (const stop of stops) stop();
    };
  }, [api]);
  const ask = useCallback<Connecting['ask']>(
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
  return { connection, isBusy, hasFailed, ask };
}
