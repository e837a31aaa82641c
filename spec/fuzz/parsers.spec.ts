import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import { InputError } from '../../src/base/input-error.ts';
import { describeSlow, isThorough } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { parsersIn } from './parsers.ts';

describeSlow('parsers of files and messages', async () => {
  /** Inputs per parser. `FC_RUNS=10000 npx vitest run --mode full spec/fuzz` takes some minutes. */
  const numRuns = Number(process.env.FC_RUNS ?? (isThorough ? 10_000 : 300));
  const seed = Number(process.env.FC_SEED ?? 1830);

  const folder = temporaryFolder(afterAll);

  it.each(parsersIn(folder))(
    'read a valid text, and one that was changed at random or refuse it with a message: $name',
    async ({ valid, run }) => {
      for (const text of valid) await run(text);
      const property = fc.asyncProperty(mutated(valid), async (text) => {
        try {
          await run(text);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      });
      await fc.assert(property, { numRuns, seed, interruptAfterTimeLimit: 2 ** 31 - 1 });
    },
    3_600_000,
  );
});

/** Texts that parsers have mistaken for something else, and numbers at the limits of their types. */
const pieces = [
  ...'null,true,{},[],[[]],"","x",-0,0,-1,0.5,1e999,1e308,-1e308,5e-324,9007199254740992,4294967296,NaN,"NaN"'.split(
    ',',
  ),
  ...['"__proto__"', '"constructor"', '\\u0000', '\u202e', '\ud800', '\ufeff', '\r\n', '\t', '<script>', '=1+1', '%00'],
  ...[...',:{}[]"=&|·'],
];

/** A change of a text, at a fraction of its length. */
type Change = (text: string, where: number, piece: string) => string;

const changes: readonly Change[] = [
  (text, where) => text.slice(0, where * text.length),
  (text, where, piece) => text.slice(0, where * text.length) + piece + text.slice(where * text.length + piece.length),
  replaceToken,
  changeHolder,
];

/** Replaces a number or word, so that the text remains well formed. */
function replaceToken(text: string, where: number, piece: string): string {
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null|[A-Za-z]+/g)];
  const token = tokens[Math.floor(where * (tokens.length - 1))];
  if (token === undefined) return text + piece;
  return text.slice(0, token.index) + piece + text.slice(token.index + token[0].length);
}

/** Empties or repeats a JSON list, or deletes a field of an object. */
function changeHolder(text: string, where: number, piece: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const holders = holdersIn(value);
  const holder = holders[Math.floor(where * (holders.length - 1))];
  if (Array.isArray(holder)) holder.splice(0, holder.length, ...(piece === '' ? [] : [...holder, ...holder]));
  else if (holder !== undefined) delete holder[Object.keys(holder)[piece.length] ?? ''];
  return JSON.stringify(value);
}

function holdersIn(value: unknown): (unknown[] | Record<string, unknown>)[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(holdersIn)];
}

/** A valid text with up to four changes, mostly one: with many, parsers refuse it at once. */
function mutated(valid: readonly string[]): fc.Arbitrary<string> {
  const where = fc.double({ min: 0, max: 1, noNaN: true });
  const change = fc.tuple(fc.constantFrom(...changes), where, fc.constantFrom('', ...pieces));
  return fc
    .tuple(fc.constantFrom(...valid), fc.array(change, { maxLength: 4, size: 'xsmall' }))
    .map(([text, made]) => made.reduce((before, [apply, ...how]) => apply(before, ...how), text));
}
