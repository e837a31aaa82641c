import fc from 'fast-check';

/** Texts that parsers have mistaken for something else, and numbers at the limits of their types. */
const pieces = [
  ...['null', 'true', '{}', '[]', '[[]]', '""', '"x"', '-0', '0', '-1', '0.5', '1e999', '1e308', '-1e308', '5e-324'],
  ...['9007199254740992', '2147483648', '4294967296', 'NaN', 'Infinity', '"NaN"', '"__proto__"', '"constructor"'],
  ...[
    '\\u0000',
    '\u200b',
    '\u202e',
    '\ud800',
    '\ufeff',
    '\n',
    '\r\n',
    '\t',
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '"',
    '=',
    '&',
  ],
  ...['<script>', '*a', '&a [*a]', '!!js/function', '---', '%00', '999999999999999999999', '=1+1', '|', '·'],
];

/** One change of a text. Positions are fractions of its length. */
type Change = (text: string) => string;

const position = () => fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, fraction: number) => Math.floor(fraction * text.length);

/** Cuts, copies and replaces parts, as general fuzzers do. */
const anyText = (): fc.Arbitrary<Change> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 5 }),
      position(),
      position(),
      fc.constantFrom(...pieces),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([kind, first, second, piece, length]) => (text) => {
      const from = at(text, first);
      const to = Math.min(text.length, from + length);
      const other = at(text, second);
      if (kind === 0) return text.slice(0, from);
      if (kind === 1) return text.slice(0, from) + text.slice(to);
      if (kind === 2) return text.slice(0, from) + piece + text.slice(to);
      if (kind === 3) return text.slice(0, from) + piece + text.slice(from);
      if (kind === 4) return text.slice(0, other) + text.slice(from, to) + text.slice(other);
      return (
        text.slice(0, from) + String.fromCharCode(text.charCodeAt(from) ^ (1 << (length % 8))) + text.slice(from + 1)
      );
    });

/** Replaces a number or word with another, so that the text remains well formed. */
const wellFormed = (): fc.Arbitrary<Change> =>
  fc.tuple(position(), fc.constantFrom(...pieces)).map(([where, piece]) => (text) => {
    const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null|[A-Za-z]+/g)];
    const token = tokens[Math.min(tokens.length - 1, Math.floor(where * tokens.length))];
    return token === undefined
      ? text + piece
      : text.slice(0, token.index) + piece + text.slice(token.index + token[0].length);
  });

/** Deletes an item of a JSON list or object, empties a list, or copies an item a few times. */
const ofStructure = (): fc.Arbitrary<Change> =>
  fc.tuple(position(), fc.integer({ min: 0, max: 3 })).map(([where, kind]) => (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return text;
    }
    const holders = holdersIn(value);
    const holder = holders[Math.min(holders.length - 1, Math.floor(where * holders.length))];
    if (Array.isArray(holder)) {
      if (kind === 0) holder.length = 0;
      else if (kind === 1) holder.pop();
      else holder.push(...(holder.length === 0 ? [null] : holder.slice(0, kind)));
    } else if (holder !== undefined) {
      const names = Object.keys(holder);
      if (names.length > 0) delete (holder as Record<string, unknown>)[names[(kind * 7) % names.length] as string];
    }
    return JSON.stringify(value);
  });

function holdersIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(holdersIn)];
}

const change = () =>
  fc.oneof(anyText(), { weight: 2, arbitrary: wellFormed() }, { weight: 2, arbitrary: ofStructure() });

/** A valid text with one change, or sometimes up to four: with many, parsers refuse it at once. */
export const mutated = (valid: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...valid),
      fc.oneof({ weight: 3, arbitrary: fc.tuple(change()) }, fc.array(change(), { minLength: 2, maxLength: 4 })),
    )
    .map(([text, changes]) => changes.reduce((before, one) => one(before), text));
