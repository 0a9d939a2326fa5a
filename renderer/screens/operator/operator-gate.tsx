import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useActions, useApi, useSnapshot } from '../../store/kiosk-context.tsx';
import { browserClock } from '../../store/renderer-clock.ts';
import styles from './operator-gate.module.css';
import { createOperatorStay } from './operator-stay.ts';

/**
 * Opens the operator's screens where there is no PIN, and leaves them at once when the core locks them. True while they are
 * open.
 */
export function useOperatorGate(): boolean {
  const { isOperator, station } = useSnapshot();
  const { end } = useActions();
  const api = useApi();
  const wasOperator = useRef(false);
  useEffect(() => {
    if (isOperator) wasOperator.current = true;
    else if (wasOperator.current) end();
    else if (!station.hasOperatorPin) {
      // Without a PIN any text opens; the core still counts the time until it locks again.
      void api.commands['operator.unlock']({ pin: '-' }).catch(() => undefined);
    }
  }, [isOperator, station.hasOperatorPin, api, end]);
  return isOperator;
}

/** A step that the operator takes away from these screens, for a photo that is nobody's own: hands count as they do here. */
export function OperatorStep({ isWanted, children }: { readonly isWanted: boolean; readonly children: ReactNode }) {
  return isWanted ? <StayingStep>{children}</StayingStep> : children;
}

function StayingStep({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const [stay] = useState(() => createOperatorStay({ api, clock: browserClock }));
  return (
    <div className={styles.step} onPointerDownCapture={stay} onKeyDownCapture={stay}>
      {children}
    </div>
  );
}

/** Everything of an operator's screen: tells the core of every hand at it, and of nothing else. */
export function OperatorMain({
  screen,
  className,
  children,
}: {
  readonly screen: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
}) {
  const api = useApi();
  const [stay] = useState(() => createOperatorStay({ api, clock: browserClock }));
  return (
    <main
      className={className}
      data-screen={screen}
      data-state="unlocked"
      onPointerDownCapture={stay}
      onWheelCapture={stay}
      onKeyDownCapture={stay}
    >
      {children}
    </main>
  );
}
