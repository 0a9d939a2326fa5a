import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { guessEncoding } from '../../../electron/roster/text-encoding.ts';

test.each([
  ['shift_jis', 'cp932', '田中 葵\n佐藤 陽翔\n'],
  ['shift_jis', 'cp932', '小林 さくら\nエマ・ロッシ'],
  ['shift_jis', 'cp932', '高橋'],
  ['euc-jp', 'eucjp', '社員番号,氏名\n1,鈴木一郎'],
  ['gb18030', 'gb18030', '王雨桐\n李明轩\n张伟'],
  ['gb18030', 'gb18030', '欧阳思源'],
  ['gb18030', 'gb18030', '姓名,部门\n张伟,销售'],
  ['gb18030', 'gb18030', '陈静\n刘洋\n黄磊\n周杰\n赵敏\n孙丽\n朱婷'],
  ['big5', 'big5', '陳怡君\n林志豪\n黃淑芬\n張雅婷'],
  ['windows-1252', 'win1252', 'Müller'],
  ['windows-1252', 'win1252', 'François\nGröße\nØrsted\nÅse Bjørk'],
])('a list of very few names is guessed right: %s', (encoding, codec, text) => {
  expect(guessEncoding(iconv.encode(text, codec))).toMatchObject({ encoding, isCertain: false });
});

test('the right encoding is always among the alternatives, so that a person can choose it', () => {
  const korean = guessEncoding(iconv.encode('이름,부서\n최민수,영업부', 'euckr'));
  expect(korean.alternatives).toContain('euc-kr');
});

test('plain ASCII and a byte order mark leave no doubt', () => {
  expect(guessEncoding(Buffer.from('name,mail\n'))).toMatchObject({ encoding: 'utf-8', isCertain: true });
  expect(guessEncoding(Buffer.from('\ufeff名', 'utf16le'))).toMatchObject({ encoding: 'utf-16le', isCertain: true });
});
