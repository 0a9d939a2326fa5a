import type { KioskApi } from '../../../shared/contract.ts';
import type { RendererClock } from '../../store/renderer-clock.ts';

/** The core is told at most this often: a small part of the five minutes after which it locks. */
const restMs = 10_000;

/**
 * The way to say that the operator is there. To be called on every touch, click, turn of the wheel and key at the operator's screens: cheap,
 * and silent for ten seconds after it has told. Begins silent: whoever opened the screens has just been there.
 */
export function createOperatorStay({
  api,
  clock,
}: {
  readonly api: KioskApi;
  readonly clock: Pick<RendererClock, 'monotonicMs'>;
}): () => void {
  let toldAtMs = clock.monotonicMs();
  return () => {
    if (clock.monotonicMs() - toldAtMs < restMs) return;
    toldAtMs = clock.monotonicMs();
    void api.commands['operator.stay']({}).catch(() => undefined);
  };
}
