import type { WebContents } from 'electron';
import type { Clock } from '../ports.ts';

const askEveryMs = 5_000;
/** Looks without an answer before a page counts as hung; while it loads it has longer. */
const missedLimit = 2;
const missedWhileLoading = 12;

interface PulseParts {
  readonly contents: Pick<
    WebContents,
    'on' | 'off' | 'mainFrame' | 'isDestroyed' | 'isCrashed' | 'isDevToolsOpened' | 'isLoadingMainFrame'
  >;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly onHung: () => void;
  /** It answers again. */
  readonly onAnswer: () => void;
}

/**
 * Asks the page for a sign of life. Chromium itself notices a hung page only once somebody touches it, and then a
 * photo may have stood on the screen for hours. It counts looks, not time: while the machine sleeps nobody looks.
 * The returned function ends it.
 */
export function feelPulse({ contents, clock, onHung, onAnswer }: PulseParts): () => void {
  /** The question that waits for its answer. */
  let open: object | undefined;
  let missed = 0;
  let isHung = false;
  let cancel = () => {};

  function forget() {
    open = undefined;
    missed = 0;
    isHung = false;
  }
  function ask() {
    const question = {};
    open = question;
    const settle = (isAnswered: boolean) => () => {
      if (open !== question) return;
      const wasHung = isHung;
      forget();
      if (wasHung && isAnswered) onAnswer();
    };
    // A refusal comes of a page that is gone: another one stands there, or none.
    contents.mainFrame.executeJavaScript('0').then(settle(true), settle(false));
  }
  function look() {
    cancel = clock.setTimer(askEveryMs, look);
    // A page at a breakpoint does not hang.
    if (contents.isDestroyed() || contents.isCrashed() || contents.isDevToolsOpened()) return forget();
    if (open === undefined) return ask();
    missed += 1;
    if (isHung || missed < (contents.isLoadingMainFrame() ? missedWhileLoading : missedLimit)) return;
    isHung = true;
    onHung();
  }
  // What was asked of a process that ended, or of a page that another took the place of, may never be answered.
  contents.on('render-process-gone', forget);
  contents.on('did-navigate', forget);
  cancel = clock.setTimer(askEveryMs, look);
  return () => {
    cancel();
    open = undefined;
    contents.off('render-process-gone', forget);
    contents.off('did-navigate', forget);
  };
}
