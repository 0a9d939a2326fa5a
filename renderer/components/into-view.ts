/** The `ref` of what somebody has just asked for: all of it comes into view by itself, once, when it appears. */
export function intoView(element: Element | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
