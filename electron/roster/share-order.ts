import type { ListReach } from './list-reach.ts';
import type { Turn, TurnOrder } from './roster-order.ts';
import type { ShareGlance } from './share-glance.ts';

/** So many people another station may call before it notices that this one is missing. */
const aheadWhenAlone = 3;
/** Where all have lost the list: whom another station has called since this one has looked last. */
const aheadTogether = 1;

type Reach = Pick<ListReach, 'list' | 'isCutOff' | 'isAlone' | 'isReached' | 'knownUntilMs' | 'silence'>;

/** Whom a station calls by itself beside the others, by what it knows of them, and how it reaches the list. */
export function orderBeside(glance: ShareGlance, reach: Reach, isEnded: boolean): TurnOrder {
  const { list, isCutOff, isAlone, isReached, knownUntilMs, silence } = reach;
  // Who stood before another camera when the list was lost was photographed there.
  const { isThere, isLongAgo } = glance.callsElsewhere(knownUntilMs, silence);
  if (isEnded) return { isForOthers: ({ personKey }) => isThere(personKey) };
  const parts = glance.parts(isCutOff ? 'cut-off' : 'together', knownUntilMs, silence);
  const order: TurnOrder = {
    isForOthers: ({ personKey, position }) => isThere(personKey) || parts.isForOthers(position),
    isLast: ({ personKey, position }) => isLongAgo(personKey) || parts.isLast(position),
  };
  if (!isCutOff || isReached || list === 'unknown') return order;
  const isPassedOver = ({ personKey, position }: Turn) => isThere(personKey) || parts.isMissed(position);
  const count = (isAlone ? aheadWhenAlone : aheadTogether) * parts.others;
  return { ...order, ahead: { after: glance.places(), count, isPassedOver } };
}
