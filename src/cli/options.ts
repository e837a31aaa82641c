import { Option } from 'commander';
import { z } from 'zod';
import { describeIssue } from '../base/describe-issue.ts';
import { InputError } from '../base/input-error.ts';
import { parseAmplitudes } from '../study/run/amplitudes.ts';

/**
 * An option whose texts follow from the schema of its value: names, a number, `none` for null, or a list of these, whose
 * items are separated by commas, or given one by one.
 */
export function optionFor(flags: string, help: string, schema: z.ZodType): Option {
  const option = new Option(flags, help);
  const { enum: names, type } = z.toJSONSchema(schema);
  if (names !== undefined) return option.choices(names as string[]);
  if (type !== 'array') return option.argParser((text) => readBy(schema, readValue(text), text, option));
  return option.argParser((text, before: unknown = []) => {
    const [earlier, texts] = [before as readonly unknown[], text.split(',')];
    return readBy(schema, [...earlier, ...texts.map(readValue)], [...earlier, ...texts], option);
  });
}

/** A number in decimal notation, and null for `none`. Other texts stay texts, which no schema accepts. */
function readValue(text: string): unknown {
  if (text.trim() === 'none') return null;
  // a leading zero may be a thousands separator: 1,000
  const isNumber = /^\s*[+-]?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);
  return isNumber ? Number(text) + 0 : text; // −0 is 0
}

/** @param shown - the value as it was typed */
function readBy(schema: z.ZodType, value: unknown, shown: unknown, { long }: Option): unknown {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues as [z.core.$ZodIssue];
  throw new InputError(describeIssue(issue, shown, { root: long as string }));
}

export function amplitudeList(text: string): number[] {
  try {
    return parseAmplitudes(text);
  } catch (error) {
    throw error instanceof RangeError ? new InputError(`--amplitudes: ${error.message}`) : error;
  }
}
