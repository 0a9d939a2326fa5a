import { expectedWords, filledIn, inEveryLanguage } from '../../../../shared/setting-problem-words.ts';
import { documentLimit, type SettingsProblem } from '../../../../shared/settings-editing.ts';

/** UTF-8 takes no more for one of a text's units: a file that is larger is not read at all. */
const unitBytes = 3;

/** What is wrong with a document that the core would not even look at; `undefined`: it is short enough. */
export function lengthProblem({ length }: string): SettingsProblem | undefined {
  if (length <= documentLimit) return undefined;
  const expected = filledIn(expectedWords.atMostCharacters, { limit: documentLimit });
  return { at: '', expected, actual: inEveryLanguage(String(length)) };
}

/** The text of a copy, or how long it is when that is too long; `undefined`: it cannot be read. */
export async function readCopy(
  file: Pick<File, 'size' | 'text'>,
): Promise<string | { readonly tooLong: string } | undefined> {
  if (file.size > documentLimit * unitBytes) return { tooLong: `≥ ${Math.ceil(file.size / unitBytes)}` };
  const text = await file.text().catch(() => undefined);
  return text === undefined || text.length <= documentLimit ? text : { tooLong: String(text.length) };
}
