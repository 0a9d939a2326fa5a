import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { archiveNames } from '../../../electron/bulk/archive-name.ts';

const names = [
  '写真/田中 葵.jpg',
  '写真/佐藤 陽翔.jpg',
  '写真/渡邉 蓮.jpg',
  '写真/小林 さくら.jpg',
  '写真/山本 健.jpg',
];
const chinese = ['照片/李明轩.jpg', '照片/王雨桐.jpg', '照片/欧阳思源.jpg', '照片/张伟（副本）.jpg'];

test.each([
  ['utf-8', names],
  ['Shift_JIS', names],
  ['gb18030', chinese],
] as const)('names that were packed in %s without saying so come out as they were', (encoding, packed) => {
  const raw = packed.map((name) => ({ raw: iconv.encode(name, encoding), flags: 0 }));
  expect(archiveNames(raw)).toEqual(packed);
});

test('names that say to be UTF-8 are read as it, whatever the others are, and backslashes part folders', () => {
  const flagged = { raw: Buffer.from('Ünï\\code.jpg'), flags: 0x800 };
  const others = names.map((name) => ({ raw: iconv.encode(name, 'Shift_JIS'), flags: 0 }));
  expect(archiveNames([flagged, ...others])[0]).toBe('Ünï/code.jpg');
});
