import type { Snapshot } from '../../shared/station.ts';

/** The station bar's one honest sign: which words, and which colour of dot goes with them. */
export interface StationSign {
  readonly kind:
    | 'online'
    | 'unknown'
    | 'offline'
    | 'throttled'
    | 'signedOut'
    | 'attention'
    | 'parked'
    | 'toApprove'
    | 'cannotSave';
  readonly tone: 'good' | 'quiet' | 'attention';
  /** Photos on this station that are not in Microsoft 365 yet. */
  readonly waiting: number;
  /** What rests until the operator decides: parked photos, and a sign-in that needs a hand. Stands on the lock. */
  readonly needsOperator: number;
}

/** Chooses the sign: what stops people from being served comes before what only delays their photos. */
export function stationSign(snapshot: Pick<Snapshot, 'queue' | 'signIn' | 'signInMode'>): StationSign {
  const { queue, signIn } = snapshot;
  const waiting = queue.waiting + queue.sending;
  // In self-service nobody is signed in at rest, and what goes wrong there is between a person and their phone.
  const isOwnSignIn = snapshot.signInMode === 'self-service';
  const isSignInBroken = signIn.kind === 'needs-attention' && !isOwnSignIn;
  const isSignedOut =
    (queue.pause.kind === 'signed-out' && !isOwnSignIn) ||
    (signIn.kind === 'signed-out' && snapshot.signInMode === 'operator');
  const needsOperator = queue.parked + (isSignInBroken || isSignedOut ? 1 : 0);
  const sign = (kind: StationSign['kind'], tone: StationSign['tone']): StationSign => ({
    kind,
    tone,
    waiting,
    needsOperator,
  });
  if (!queue.canSave) return sign('cannotSave', 'attention');
  if (isSignInBroken) return sign('attention', 'attention');
  if (queue.pause.kind === 'offline' || queue.network === 'offline') return sign('offline', 'attention');
  if (isSignedOut) return sign('signedOut', 'attention');
  // A photo that waits for a decision stops nobody: people go on, and the sign calls the staff.
  if (queue.parked > queue.held) return sign('parked', 'attention');
  if (queue.held > 0) return sign('toApprove', 'attention');
  if (queue.pause.kind === 'throttled') return sign('throttled', 'quiet');
  return queue.network === 'online' ? sign('online', 'good') : sign('unknown', 'quiet');
}
