import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, test } from 'vitest';
import { takeFileChoosers } from '../../../electron/desktop/file-chooser.ts';
import type { AskedFiles } from '../../../shared/file-picking-contract.ts';
import { asContents, fakeContents, silent } from '../../fake-electron.ts';

/** What a field of the page looks like to the DevTools protocol. */
type Field = Readonly<Record<string, string>>;

/** A page's contents whose protocol answers as Chromium's does. */
function openPage(refusals: readonly (readonly [string, string])[] = []) {
  const left = [...refusals];
  const commands: [string, object?][] = [];
  const fields = new Map<number, Field>();
  let isAttached = false;
  const protocol = Object.assign(new EventEmitter(), {
    isAttached: () => isAttached,
    attach() {
      isAttached = true;
    },
    async sendCommand(name: string, words?: { backendNodeId?: number }) {
      commands.push(words === undefined ? [name] : [name, words]);
      if (left[0]?.[0] === name) throw new Error(left.shift()?.[1]);
      const field = fields.get(words?.backendNodeId ?? 0);
      if (name === 'DOM.setFileInputFiles' && field === undefined) throw new Error('Could not find node with given id');
      return name === 'DOM.describeNode' ? { node: { attributes: Object.entries(field ?? {}).flat() } } : {};
    },
  });
  const contents = fakeContents();
  const asked: AskedFiles[] = [];
  let unguarded = 0;
  const chooser = takeFileChoosers({
    contents: asContents(Object.assign(contents, { debugger: protocol })),
    app: { getPath: (name: string) => `/home/${name}` } as unknown as App,
    log: silent,
    onAsked: (one) => asked.push(one),
    onUnguarded: () => {
      unguarded += 1;
    },
  });
  return {
    ...{ chooser, contents, commands, asked },
    unguarded: () => unguarded,
    detach() {
      isAttached = false;
      protocol.emit('detach', {}, 'target closed');
    },
    async press(nodeId: number, field: Field) {
      fields.set(nodeId, field);
      protocol.emit('message', {}, 'Page.fileChooserOpened', { backendNodeId: nodeId, mode: 'selectSingle' });
      await new Promise(setImmediate);
    },
    goAway: (nodeId: number) => fields.delete(nodeId),
  };
}

const guarding: [string, object?][] = [['Page.enable'], ['Page.setInterceptFileChooserDialog', { enabled: true }]];

test('a page is kept from the system’s file dialog from the start, and again when the hold on it is lost', async () => {
  const page = openPage();
  expect(page.commands).toEqual(guarding);
  // Chromium itself keeps to it in the next process.
  page.contents.emit('render-process-gone');
  expect(page.commands).toEqual(guarding);
  page.detach();
  await new Promise(setImmediate);
  expect(page.commands).toEqual([...guarding, ...guarding]);
  expect(page.unguarded()).toBe(0);
});

test('a page that is closed ends: nothing is attached to it from within its end, where that would be let go again for ever', async () => {
  const page = openPage();
  page.detach();
  expect(page.commands).toEqual(guarding);
  Object.assign(page.contents, { isDestroyed: () => true });
  await new Promise(setImmediate);
  expect(page.commands).toEqual(guarding);
  expect(page.unguarded()).toBe(0);
});

test('what was asked of a page whose process died meanwhile is asked of the next one, and the station goes on', async () => {
  const page = openPage([['Page.setInterceptFileChooserDialog', 'Target crashed']]);
  await new Promise(setImmediate);
  expect(page.commands).toEqual([...guarding, ...guarding]);
  expect(page.unguarded()).toBe(0);
});

test('a shell that cannot keep it from there does not go on', async () => {
  const page = openPage([['Page.setInterceptFileChooserDialog', "'Page.setInterceptFileChooserDialog' wasn't found"]]);
  await new Promise(setImmediate);
  expect(page.unguarded()).toBe(1);
});

test.each([
  [
    { accept: '.csv', type: 'file' },
    { choice: 'file', accept: '.csv' },
  ],
  [
    { type: 'file', multiple: '' },
    { choice: 'files', accept: '' },
  ],
  [
    { multiple: '', webkitdirectory: '' },
    { choice: 'folder', accept: '' },
  ],
])('a field with %o asks for %o, and is given what is chosen once', async (field, asked) => {
  const page = openPage();
  await page.press(7, field as unknown as Field);
  expect(page.asked).toEqual([asked]);
  expect(page.chooser.asked()).toEqual(asked);
  expect(await page.chooser.give(['/a', '/b'])).toBe(true);
  expect(page.commands.at(-1)).toEqual(['DOM.setFileInputFiles', { backendNodeId: 7, files: ['/a', '/b'] }]);
  expect(page.chooser.asked()).toBeUndefined();
  expect(await page.chooser.give(['/a'])).toBe(false);
});

test('a field that is gone, of a page that was left, or that nobody wants files for is given none', async () => {
  const page = openPage();
  await page.press(7, {});
  page.goAway(7);
  expect(await page.chooser.give(['/a'])).toBe(false);
  for (const leave of [
    page.chooser.leave,
    () => page.contents.emit('did-navigate'),
    () => page.contents.emit('render-process-gone'),
  ]) {
    await page.press(8, {});
    expect(page.chooser.asked()).toBeDefined();
    leave();
    expect(page.chooser.asked()).toBeUndefined();
  }
  expect(page.commands.filter(([name]) => name === 'DOM.setFileInputFiles')).toHaveLength(1);
});
