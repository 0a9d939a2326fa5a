import { err, ok, type Result } from '../../shared/result.ts';

/** A user as Graph would show them: property name to value. */
export type UserProperties = Readonly<Record<string, unknown>>;
export type UserTest = (user: UserProperties) => boolean;
type Parsed = Result<{ readonly test: UserTest; readonly isAdvanced: boolean }, string>;

const filterable = new Set(
  (
    'accountEnabled department displayName employeeId givenName id jobTitle mail mailNickname surname userPrincipalName ' +
    'userType preferredLanguage'
  ).split(' '),
);
const extensionPath = /^onPremisesExtensionAttributes\/extensionAttribute(?:[1-9]|1[0-5])$/;
const searchable = new Set('displayName givenName surname mail mailNickname userPrincipalName'.split(' '));

function folded(value: unknown): string {
  return String(value ?? '')
    .normalize('NFKC')
    .toLowerCase();
}

function propertyOf(user: UserProperties, path: string): unknown {
  const [first = '', second] = path.split('/');
  const value = user[first];
  if (second === undefined) return value;
  return typeof value === 'object' && value !== null ? (value as UserProperties)[second] : undefined;
}

const tokenPattern = /\s*(?:('(?:[^']|'')*')|([(),])|([A-Za-z][\w/]*))/y;

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const match = tokenPattern.exec(text);
    if (match === null) return undefined;
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

class FilterFault extends Error {}

/** Reads the part of OData's `$filter` that Entra supports for users: comparisons, functions, not, and, or, parentheses. */
class FilterReader {
  isAdvanced = false;
  private readonly tokens: readonly string[];
  private place = 0;

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  whole(): UserTest {
    const test = this.either();
    if (this.place < this.tokens.length) throw new FilterFault('Syntax error in $filter.');
    return test;
  }

  private next(expected?: string): string {
    const token = this.tokens[this.place];
    this.place += 1;
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new FilterFault(`Syntax error in $filter: expected ${expected ?? 'more'}, got ${token ?? 'the end'}.`);
    }
    return token;
  }

  private take(token: string): boolean {
    if (this.tokens[this.place]?.toLowerCase() !== token) return false;
    this.place += 1;
    return true;
  }

  private either(): UserTest {
    const tests = [this.both()];
    while (this.take('or')) tests.push(this.both());
    return (user) => tests.some((test) => test(user));
  }

  private both(): UserTest {
    const tests = [this.single()];
    while (this.take('and')) tests.push(this.single());
    return (user) => tests.every((test) => test(user));
  }

  private single(): UserTest {
    if (this.take('not')) {
      this.isAdvanced = true;
      const test = this.single();
      return (user) => !test(user);
    }
    if (this.take('(')) {
      const test = this.either();
      this.next(')');
      return test;
    }
    const word = this.next();
    if (/^(starts|ends)with$/i.test(word)) return this.affix(word.toLowerCase());
    return this.comparison(this.property(word));
  }

  private affix(word: string): UserTest {
    this.next('(');
    const path = this.property(this.next());
    this.next(',');
    const part = folded(this.literal());
    this.next(')');
    if (word === 'endswith') this.isAdvanced = true;
    return (user) => {
      const value = folded(propertyOf(user, path));
      return word === 'startswith' ? value.startsWith(part) : value.endsWith(part);
    };
  }

  private comparison(path: string): UserTest {
    const operator = this.next().toLowerCase();
    if (operator === 'in') {
      this.next('(');
      const values = [folded(this.literal())];
      while (this.take(',')) values.push(folded(this.literal()));
      this.next(')');
      return (user) => values.includes(folded(propertyOf(user, path)));
    }
    const value = this.literal();
    const isSame: UserTest = (user) => {
      const actual = propertyOf(user, path) ?? null;
      return value === null || actual === null ? value === actual : folded(actual) === folded(value);
    };
    if (operator === 'eq') return isSame;
    if (operator !== 'ne') throw new FilterFault(`Unsupported property filter clause operator '${operator}'.`);
    this.isAdvanced = true;
    return (user) => !isSame(user);
  }

  private property(path: string): string {
    if (extensionPath.test(path)) this.isAdvanced = true;
    else if (!filterable.has(path)) {
      const message = `Unsupported or invalid query filter clause specified for property '${path}' of resource 'User'.`;
      throw new FilterFault(message);
    }
    return path;
  }

  private literal(): string | boolean | null {
    const token = this.next();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    throw new FilterFault(`Syntax error in $filter: expected a value, got ${token}.`);
  }
}

/** Reads `$filter`; the error is Graph's message. `isAdvanced` filters need `ConsistencyLevel: eventual` and `$count`. */
export function parseFilter(text: string): Parsed {
  const tokens = tokensOf(text);
  if (tokens === undefined) return err('Invalid filter clause: Syntax error.');
  try {
    const reader = new FilterReader(tokens);
    const test = reader.whole();
    return ok({ test, isAdvanced: reader.isAdvanced });
  } catch (fault) {
    if (fault instanceof FilterFault) return err(fault.message);
    throw fault;
  }
}

function words(text: string): readonly string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

function clauseTest(clause: string): Result<UserTest, string> {
  const [, property, text] = /^([A-Za-z]+):(.*)$/s.exec(clause) ?? [];
  if (property === undefined || text === undefined) return err('Invalid $search clause: expected "property:value".');
  if (!searchable.has(property)) return err(`Unsupported property '${property}' in $search of resource 'User'.`);
  // displayName is searched by words, the other properties from their beginning (documented for directory objects).
  if (property === 'displayName') {
    const sought = words(text);
    return ok((user) => {
      const known = words(String(user[property] ?? ''));
      return sought.length > 0 && sought.every((word) => known.some((name) => name.startsWith(word)));
    });
  }
  return ok((user) => text.trim() !== '' && folded(user[property]).startsWith(folded(text.trim())));
}

/** Reads `$search`: quoted `"property:value"` clauses joined by AND and OR; AND binds tighter. */
export function parseSearch(text: string): Result<UserTest, string> {
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|(AND|OR)(?=\s|"))/y;
  const groups: UserTest[][] = [[]];
  let isClauseNext = true;
  while (pattern.lastIndex < text.trimEnd().length) {
    const match = pattern.exec(text);
    if (match === null || isClauseNext !== (match[1] !== undefined)) return err('Invalid $search query: Syntax error.');
    isClauseNext = !isClauseNext;
    if (match[2] === 'OR') groups.push([]);
    if (match[1] === undefined) continue;
    const test = clauseTest(match[1].replace(/\\(.)/g, '$1'));
    if (test.kind === 'error') return test;
    groups.at(-1)?.push(test.value);
  }
  if (isClauseNext) return err('Invalid $search query: Syntax error.');
  return ok((user) => groups.some((group) => group.every((test) => test(user))));
}
