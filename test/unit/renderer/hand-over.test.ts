import { expect, test } from 'vitest';
import { chosenFiles } from '../../../renderer/screens/operator/imports/hand-over.ts';

const chosen = (...paths: readonly string[]) =>
  chosenFiles(
    paths.map((webkitRelativePath) =>
      Object.assign(new File([], webkitRelativePath.split('/').at(-1) ?? ''), { webkitRelativePath }),
    ) as unknown as FileList,
  ).map(({ name }) => name);

test('of a folder that was chosen nothing hidden is taken, however deep it lies', () => {
  const paths = ['faces/ada.jpg', 'faces/.git/config', 'faces/2026/.ssh/id', 'faces/Thumbs.db', 'faces/2026/bob.jpg'];
  expect(chosen(...paths)).toEqual(['ada.jpg', '2026/bob.jpg']);
  expect(chosen('faces/.hidden/ada.jpg')).toEqual([]);
});
