import type { Target } from '../../shared/target.ts';
import { resolveUser } from '../directory/resolve-user.ts';
import type { Session } from './session.ts';

/**
 * The slot that a typed target means: somebody named by an address becomes their object id, so that an address which is no
 * account name reaches its person. The Outlook dialect names people by address and gets them as they are typed.
 */
export async function slotOf({ tenant, getJson }: Session, target: Target): Promise<Target> {
  const isOutlook = tenant.api === 'outlook-v2.0' || tenant.api === 'outlook-beta';
  if (target.kind !== 'user' || isOutlook) return target;
  return { kind: 'user', user: await resolveUser(getJson, target.user) };
}
