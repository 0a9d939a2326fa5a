import type { en } from './en.ts';

/** The same keys with any text. */
export type Widened<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Widened<Texts[Key]>;
};

/** The texts every language must have: exactly the keys of English. */
export type Wording = Widened<typeof en>;
