import { InvalidArgumentError } from 'commander';
import { InputError } from '../base/input-error.ts';
import { parseAmplitudes } from '../study/run/amplitudes.ts';

/** A range of numbers, as JSON Schema describes it. */
export interface NumberRange {
  readonly type?: string | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** Reads a text, or throws an `InvalidArgumentError` whose message begins with `must`. */
export type Read<Value> = (text: string) => Value;

/** Reads a number of a range. */
export function numberIn(range: NumberRange): Read<number> {
  const { type, minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity } = range;
  const isWhole = type === 'integer';
  const pattern = isWhole ? /^(0|[1-9]\d*)$/ : /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
  return (text) => {
    const value = pattern.test(text) ? Number(text) : Number.NaN;
    const isInside = value >= minimum && value > exclusiveMinimum && value <= maximum;
    if (isInside && (isWhole ? Number.isSafeInteger(value) : Number.isFinite(value))) return value + 0; // −0 is 0
    throw new InvalidArgumentError(`must be ${describeRange(range)}`);
  };
}

/** Describes a range, such as `a whole number of 2 or more`. */
export function describeRange({ type, minimum, exclusiveMinimum, maximum }: NumberRange): string {
  const number = type === 'integer' ? 'a whole number' : 'a number';
  const hasEnd = maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER;
  if (exclusiveMinimum !== undefined) return `${number} above ${exclusiveMinimum}`;
  if (minimum !== undefined)
    return hasEnd ? `${number} from ${minimum} to ${maximum}` : `${number} of ${minimum} or more`;
  return hasEnd ? `${number} of ${maximum} or less` : number;
}

export const wholeNumber = (least: number): Read<number> => numberIn({ type: 'integer', minimum: least });

export const positiveNumber: Read<number> = numberIn({ exclusiveMinimum: 0 });

/** Reads `none` as null, and other texts as usual. */
export function orNone<Value>(read: Read<Value>): Read<Value | null> {
  return (text) => {
    if (text.trim() === 'none') return null;
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message.replace('must be', 'must be none or'));
    }
  };
}

/** Reads different items, separated by commas. A message ends with the item, not with the whole list. */
export function listOf<Value>(read: Read<Value>): (text: string, before?: readonly Value[]) => Value[] {
  const readItem = (text: string) => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError(`${(error as Error).message}, but is "${text}"`);
    }
  };
  return (text, before = []) => {
    const values = [...before, ...text.split(',').map(readItem)];
    const twice = values.find((value, index) => values.indexOf(value) < index);
    if (twice === undefined) return values;
    throw new InvalidArgumentError(`must not list ${twice ?? 'none'} twice`);
  };
}

export function amplitudeList(text: string): number[] {
  try {
    return parseAmplitudes(text);
  } catch (error) {
    throw error instanceof RangeError ? new InputError(`--amplitudes: ${error.message}`) : error;
  }
}
