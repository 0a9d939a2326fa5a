import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '../../../shared/language.ts';
import { type PictureFormat, pictureFormatOf, pictureFormats, takenFormats } from '../../../shared/picture-format.ts';
import { formatAdvice, formatName, takenFormatWords } from '../../../shared/picture-format-words.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures');
const bytes = (text: string) => Buffer.from(text, 'latin1');
const iso = (brand: string, ...others: string[]) =>
  bytes(`\0\0\0${String.fromCharCode(16 + others.length * 4)}ftyp${brand}\0\0\0\0${others.join('')}\0\0\0\x08mdat`);
const bmpHead = (size: number) => bytes(`BM\0\0\0\0\0\0\0\0\x36\0\0\0${String.fromCharCode(size)}\0\0\0`);

describe('a file is what it begins like, whatever its name says', () => {
  test.each<[PictureFormat, Uint8Array]>([
    ['jpeg', bytes('\xff\xd8\xff\xe1')],
    ['png', bytes('\x89PNG\r\n\x1a\n')],
    ['gif', bytes('GIF89a')],
    ['webp', bytes('RIFF\0\0\0\0WEBPVP8 ')],
    ['avif', iso('avif', 'mif1')],
    ['avif', iso('mif1', 'avif', 'miaf')],
    ['heic', iso('heic', 'mif1')],
    ['heic', iso('heix')],
    ['heic', iso('mif1', 'heic')],
    ['heic', iso('hevc')],
    ['tiff', bytes('II*\0')],
    ['tiff', bytes('MM\0*')],
    ['tiff', bytes('II+\0')],
    ['bmp', bmpHead(40)],
    ['bmp', bmpHead(12)],
    ['bmp', bmpHead(124)],
    ['raw', bytes('II*\0\x10\0\0\0CR\x02\0')],
    ['raw', iso('crx ')],
    ['raw', bytes('FUJIFILMCCD-RAW 0201')],
    ['raw', bytes('IIRO\x08\0\0\0')],
    ['raw', bytes('IIU\0\x18\0\0\0')],
    ['jpeg-xl', bytes('\xff\x0a\xfa')],
    ['jpeg-xl', bytes('\0\0\0\x0cJXL \r\n\x87\n')],
    ['jpeg-2000', bytes('\0\0\0\x0cjP  \r\n\x87\n')],
    ['photoshop', bytes('8BPS\0\x01')],
    ['icon', bytes('\0\0\x01\0\x01\0')],
    ['svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['svg', bytes('\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg>')],
    ['pdf', bytes('%PDF-1.7')],
    ['video', iso('isom', 'mp42')],
    ['video', iso('qt  ')],
    ['video', bytes('\x1a\x45\xdf\xa3')],
    ['video', bytes('RIFF\0\0\0\0AVI LIST')],
    ['archive', bytes('PK\x03\x04\x14\0')],
    ['text', bytes('{ "name": "photo-kiosk" }')],
    ['text', bytes('BMW and Mini, a list of cars')],
    ['text', Buffer.from('\uFEFFName', 'utf16le')],
    ['unknown', bytes('\0\x01\x02\x03')],
    ['unknown', bytes('')],
  ])('%s (%#)', (format, content) => {
    expect(pictureFormatOf(content)).toBe(format);
  });

  test.each([
    ['h01-iphone.heic', 'heic'],
    ['h03-small.bmp', 'bmp'],
    ['j01-no-eoi.jpg', 'jpeg'],
    ['p05-cicp-p3.png', 'png'],
    ['t11-phone-raw.dng', 'tiff'],
    ['v10-hdr-pq.avif', 'avif'],
  ])('%s is %s', (file, format) => {
    expect(pictureFormatOf(readFileSync(path.join(fixtures, 'reports', file)))).toBe(format);
  });

  test('no bytes are thrown over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (content) => {
        expect(pictureFormats).toContain(pictureFormatOf(content));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the words for it', () => {
  test('every format that is not taken is named with a way out, in every language', () => {
    for (const language of languages) {
      const said = pictureFormats.map((format) => formatAdvice(format, language));
      for (const [index, format] of pictureFormats.entries()) {
        const isNamed = !takenFormats.has(format) && format !== 'unknown';
        expect(said[index]).toMatch(/^[^\s].*[.。]$/);
        if (isNamed) expect(said.filter((one) => one === said[index])).toHaveLength(1);
        if (isNamed) expect(said[index]).toMatch(/JPEG/);
      }
    }
    expect(formatAdvice('heic', 'en')).toContain('HEIC');
    expect(formatAdvice('heic', 'ja')).toContain('HEIC');
    expect(formatAdvice('svg', 'en')).toMatch(/^This is an SVG file/);
    expect(formatAdvice('pdf', 'ja')).toMatch(/^これは PDF ファイル/);
  });

  test('the line beside a file’s choice names every format that is taken', () => {
    for (const language of languages) {
      for (const format of takenFormats) expect(takenFormatWords[language]).toContain(formatName(format));
    }
  });
});
