import type { Unsubscribe } from '../../shared/contract.ts';
import type { DemoFault } from '../../shared/station.ts';

/** The switch of the demo bar: one state for the whole tenant. */
export interface FaultSwitch {
  fault(): DemoFault;
  /** Tells listeners when the state really changes. */
  setFault(fault: DemoFault): void;
  onFault(listener: (fault: DemoFault) => void): Unsubscribe;
}

/** Creates the switch with nothing wrong. */
export function createFaultSwitch(): FaultSwitch {
  let fault: DemoFault = 'none';
  const listeners = new Set<(fault: DemoFault) => void>();
  return {
    fault: () => fault,
    setFault(next) {
      if (next === fault) return;
      fault = next;
      for (const listener of [...listeners]) listener(next);
    },
    onFault(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
