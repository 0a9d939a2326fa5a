/** Copies by selection: the page's permissions leave the clipboard's own interface out. */
export function copySelection(element: HTMLElement): boolean {
  const selection = getSelection();
  if (selection === null) return false;
  selection.selectAllChildren(element);
  const isDone = document.execCommand('copy');
  selection.removeAllRanges();
  return isDone;
}
