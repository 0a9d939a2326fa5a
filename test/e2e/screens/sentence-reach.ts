import type { Page } from '@playwright/test';

/**
 * What a person could not read or press on the screen as it is now, in words; nothing when all is well. For every line of
 * text and every button: can it be scrolled into view (by what scrolls for people, not for scripts), is nothing on top of
 * it, is no part of it cut, does it stay inside the page? And: where a part goes on below, does a cue say so; does the
 * station's bar keep one row; is a product's name held together?
 */
export function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>();
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) animation.finish();
    }
    const dialogs = document.querySelectorAll('[role=dialog], [role=alertdialog]');
    const root: Element = dialogs[dialogs.length - 1] ?? document.body;

    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
      element.closest('.visually-hidden, [data-probe], [hidden], .video') === null &&
      element.getBoundingClientRect().width > 1;

    const scrolls = (element: Element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowY);

    /** What is asked of an element again for every line within it, and stays while nothing but positions changes. */
    function remembered<Value>(ask: (element: Element) => Value): (element: Element) => Value {
      const known = new Map<Element, Value>();
      return (element) => {
        const value = known.get(element) ?? ask(element);
        known.set(element, value);
        return value;
      };
    }

    /** The element and what is around it, from the inside to the outside, as far as it scrolls for a hand. */
    const scrollersOf = remembered((element): readonly Element[] => {
      const around = element.parentElement === null ? [] : scrollersOf(element.parentElement);
      const isScroller = scrolls(element) && element.scrollHeight > element.clientHeight;
      return isScroller ? [element, ...around] : around;
    });

    /** The same of what does not show what sticks out of it. */
    const clippersOf = remembered((element): readonly { element: Element; isX: boolean; isY: boolean }[] => {
      const style = getComputedStyle(element);
      const isStrict = style.contain.includes('strict');
      const isX = style.overflowX !== 'visible' || isStrict;
      const isY = style.overflowY !== 'visible' || isStrict;
      const isFree = element.parentElement === null || style.position === 'fixed';
      const around = isFree ? [] : clippersOf(element.parentElement);
      return isX || isY ? [{ element, isX, isY }, ...around] : around;
    });

    /** Scrolls as a hand could, so that the line's middle is in the middle of everything that scrolls around it. */
    function bring(range: () => DOMRect | undefined, from: Element) {
      for (const element of scrollersOf(from)) {
        const line = range();
        if (line === undefined) continue;
        const box = element.getBoundingClientRect();
        element.scrollTop += (line.top + line.bottom) / 2 - (box.top + box.bottom) / 2;
      }
    }

    /** Whether an element that does not show what sticks out of it cuts the line. */
    function cutBy(line: DOMRect, from: Element): string | undefined {
      for (const { element, isX, isY } of clippersOf(from)) {
        const box = element.getBoundingClientRect();
        if (isX && (line.left < box.left - 2 || line.right > box.right + 2)) return named(element);
        // Line boxes are taller than their letters.
        const slack = (line.bottom - line.top) * 0.2 + 1;
        if (isY && (line.top < box.top - slack || line.bottom > box.bottom + slack)) return named(element);
      }
      return undefined;
    }

    function named(element: Element): string {
      return `${element.tagName.toLowerCase()}.${element.getAttribute('class')?.split(' ')[0] ?? ''}`;
    }

    /** A row of a list may shorten what it says: it opens the whole. */
    const isShortened = (element: Element) =>
      element.closest('[role=option]') !== null && getComputedStyle(element).textOverflow === 'ellipsis';

    function look(words: string, lines: () => DOMRect[], owner: Element) {
      // Where nothing scrolls nothing moves, and all lines are known at once.
      const still = lines();
      for (let index = 0; index < still.length; index += 1) {
        bring(() => lines()[index], owner);
        const line = scrollersOf(owner).length === 0 ? still[index] : lines()[index];
        if (line === undefined || line.width < 1) continue;
        const [x, y] = [(line.left + line.right) / 2, (line.top + line.bottom) / 2];
        if (line.left < -1 || line.right > innerWidth + 1) faults.add(`beyond the side: ${words}`);
        if (y < 0 || y > innerHeight) {
          faults.add(`cannot be brought into view: ${words}`);
          continue;
        }
        const cutter = cutBy(line, owner);
        if (cutter !== undefined) faults.add(`cut by ${cutter}: ${words}`);
        // Touches may go through words to what is behind them; eyes do not.
        if (getComputedStyle(owner).pointerEvents === 'none') (owner as HTMLElement).style.pointerEvents = 'auto';
        const top = document.elementFromPoint(Math.min(Math.max(x, 0), innerWidth - 1), y);
        (owner as HTMLElement).style.pointerEvents = '';
        const isOwn = top !== null && (owner.contains(top) || top.contains(owner));
        // A label's own control lies over it without a picture of its own.
        const isSeen =
          isOwn || top?.closest('label, [role=option], button') === owner.closest('label, [role=option], button');
        if (!isSeen) faults.add(`covered by ${top === null ? 'nothing' : named(top)}: ${words}`);
      }
    }

    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const text = node.textContent ?? '';
      const owner = node.parentElement;
      if (text.trim() === '' || owner === null || !isShown(owner) || owner.closest('svg, canvas') !== null) continue;
      if (isShortened(owner)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      look(text.trim(), () => [...range.getClientRects()], owner);
      const style = getComputedStyle(owner);
      if (style.textOverflow === 'ellipsis' && owner.scrollWidth > owner.clientWidth + 1)
        faults.add(`shortened: ${text}`);
      for (const { 0: name, index } of text.matchAll(/Microsoft\s365|SHA.256/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + name.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) {
          faults.add(`a name is broken: ${text}`);
        }
      }
    }
    for (const button of root.querySelectorAll('button, [role=tab], input[type=text], input[type=password]')) {
      if (!isShown(button)) continue;
      look(
        `[${button.getAttribute('aria-label') ?? button.textContent}]`,
        () => [button.getBoundingClientRect()],
        button,
      );
    }
    for (const element of document.querySelectorAll('*')) {
      if (!isShown(element)) continue;
      if (scrolls(element) && element.scrollWidth > element.clientWidth + 1) faults.add(`sideways: ${named(element)}`);
      if (!root.contains(element) || !scrolls(element) || element.scrollHeight <= element.clientHeight + 2) continue;
      element.scrollTop = 0;
      const lineHeight = Number.parseFloat(getComputedStyle(element).fontSize) * 1.3;
      if (element.clientHeight < 2 * lineHeight) faults.add(`a slit of ${element.clientHeight} px: ${named(element)}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) faults.add('the page is wider than the screen');
    const bar = document.querySelector('header');
    const tops = [...(bar?.children ?? [])]
      .map((child) => child.getBoundingClientRect())
      .filter(({ width }) => width > 0);
    const first = tops[0];
    if (first !== undefined && tops.some(({ top, bottom }) => top >= first.bottom || bottom <= first.top)) {
      faults.add('the bar has a second row');
    }
    return [...faults];
  });
}

/** The parts that go on below without a cue that says so, and the cues where nothing does. Asked after the page had a moment to notice. */
export function withoutCue(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Whether something that eyes see is below the foot of what scrolls here: a field without a size is nothing to scroll to. */
    const goOn = (scroller: Element) => {
      const style = getComputedStyle(scroller);
      if (!['auto', 'scroll'].includes(style.overflowY)) return false;
      const foot = scroller.getBoundingClientRect().bottom - Number.parseFloat(style.paddingBottom) + 4;
      const reachesBelow = (part: Element): boolean => {
        const box = part.getBoundingClientRect();
        const look = getComputedStyle(part);
        if (look.display !== 'contents' && (box.width <= 1 || !part.checkVisibility({ visibilityProperty: true })))
          return false;
        const showsWhatSticksOut = look.overflowY === 'visible';
        return box.bottom > foot || (showsWhatSticksOut && [...part.children].some(reachesBelow));
      };
      return [...scroller.children].some(reachesBelow);
    };
    const idle = [...document.querySelectorAll('[data-cue]')].flatMap((cue) => {
      const around = [...(cue.parentElement?.children ?? [])].filter((part) => part !== cue);
      const leads = !cue.checkVisibility({ visibilityProperty: true }) || around.some(goOn);
      return leads ? [] : [`a cue where nothing goes on: ${cue.parentElement?.getAttribute('class')}`];
    });
    const missing = [...document.querySelectorAll('*')].flatMap((element) => {
      const style = getComputedStyle(element);
      const goesOn = ['auto', 'scroll'].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 4;
      if (!goesOn || element.scrollTop > 0 || !element.checkVisibility({ visibilityProperty: true })) return [];
      // Its own cue, or that of a part around it, which goes on first.
      let isSeen = false;
      for (let part: Element | null = element; part !== null && !isSeen; part = part.parentElement) {
        const cue = part.parentElement?.querySelector(':scope > [data-cue]');
        isSeen = cue?.checkVisibility({ visibilityProperty: true }) === true;
      }
      return isSeen ? [] : [`no cue: ${element.tagName.toLowerCase()}.${element.getAttribute('class')}`];
    });
    return [...idle, ...missing];
  });
}
