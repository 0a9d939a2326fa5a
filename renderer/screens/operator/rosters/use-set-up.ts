import { useEffect, useState } from 'react';
import type { RosterSetUp } from '../../../../shared/roster-set-up.ts';
import { useApi } from '../../../store/kiosk-context.tsx';

/** What an administrator is being asked for about this roster's shared list: once when shown, and with all news. */
export function useSetUp(rosterId: string): RosterSetUp | undefined {
  const api = useApi();
  const [setUp, setSetUp] = useState<RosterSetUp>();
  useEffect(() => {
    let isWanted = true;
    let hasNews = false;
    const stop = api.events['rosters.setUpChanged']((told) => {
      hasNews = true;
      setSetUp(told.setUp);
    });
    void api.commands['rosters.setUp']({})
      .catch(() => undefined)
      .then((reply) => {
        // What was told meanwhile is newer.
        if (isWanted && !hasNews && reply?.kind === 'ok') setSetUp(reply.value.setUp);
      });
    return () => {
      isWanted = false;
      stop();
    };
  }, [api]);
  return setUp?.rosterId === rosterId ? setUp : undefined;
}
