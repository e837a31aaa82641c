import type { z } from 'zod';
import { describeIssue, nameField, valueAt } from '../../../base/describe-issue.ts';
import { didYouMean } from '../../../base/near-name.ts';
import { Refusal } from '../../../base/requirement.ts';
import { printable } from '../../../base/text.ts';
import { fieldNames } from '../../choices/conventions.ts';
import { profiles } from '../../choices/profiles.ts';
import { type JsonObject, readMessage } from '../json-line.ts';
import { errorAnswer, outputAnswer, type StartAnswer, skippedAnswer, startAnswer } from '../protocol.ts';
import { type FaultKind, ProgramError, SkippedCase, Unsupported } from './fault.ts';

export interface Flaw {
  readonly kind: FaultKind;
  readonly message: string;
}

/** An answer, or what is wrong with the line. */
export type Reading = { readonly answer: JsonObject } | { readonly flaw: Flaw };

/**
 * NaN and infinities as various languages write them, after a colon, bracket or comma. Blanks are matched in linear
 * time.
 */
const nonFinite = /([:[,]\s*)(-?(?:NaN|Infinity|nan|inf|nan\(ind\)))(?=\s*[,\]}])/g;

export function readLine(line: Buffer): Reading {
  const read = readMessage(line);
  if ('message' in read) return { answer: read.message };
  const text = line.toString('utf8');
  if (read.isTooLarge) return { flaw: { kind: 'oversize', message: `wrote a line that ${read.wrong}` } };
  const found = text.matchAll(nonFinite).next().value?.[2];
  if (
    found !== undefined &&
    'message' in readMessage(Buffer.from(text.replace(nonFinite, (_, before) => `${before}0`)))
  )
    return { flaw: { kind: 'not-finite', message: `an answer contains ${found}; every number must be finite` } };
  const advice = 'only answers belong on stdout, one JSON object per line; write everything else to stderr';
  return { flaw: { kind: 'garbage', message: `wrote a line that ${read.wrong}: "${printable(text)}"; ${advice}` } };
}

/**
 * Why a line is not the pending answer; undefined if it is.
 *
 * @param pending - id of the pending request
 */
export function breachOf(
  reading: Reading,
  line: Buffer,
  pending: number | undefined,
  asked: ReadonlySet<unknown>,
): Flaw | undefined {
  if ('flaw' in reading && reading.flaw.kind !== 'not-finite') return reading.flaw;
  const id = 'flaw' in reading ? pending : reading.answer.id;
  if (pending !== undefined && id === pending) return undefined;
  // the message does not depend on whether the next request was sent before the second answer arrived
  if (asked.has(id)) return { kind: 'extra-answer', message: `answered request ${id} twice` };
  if (pending === undefined)
    return { kind: 'extra-answer', message: `wrote a line without a request: "${printable(line.toString('utf8'))}"` };
  const got = id === undefined ? 'nothing' : printable(JSON.stringify(id), 60);
  return { kind: 'wrong-id', message: `an answer has the wrong id: expected ${pending}, but got ${got}` };
}

/** NaN and infinities as lifspec itself writes them. */
const notNumbers = new Set<unknown>(['NaN', 'Infinity', '-Infinity']);

/** The answer to the start request, or what is wrong with it. */
export function readStart(reading: Reading): Fit<StartAnswer> {
  if ('flaw' in reading) return reading;
  const { error } = reading.answer;
  if (error !== undefined && error !== null) {
    const message = `answered with an error: ${printable(JSON.stringify(error))}`;
    return { flaw: { kind: 'start-refused', message } };
  }
  const declared = reading.answer.conventions;
  const { profile: name, ...own } =
    typeof declared === 'string' ? { profile: declared } : ((declared as JsonObject) ?? {});
  if (name === undefined) return fitTo(startAnswer, reading.answer);
  const profile = profiles.find(({ id }) => id === name);
  if (profile !== undefined)
    return fitTo(startAnswer, { ...reading.answer, conventions: { ...profile.conventions, ...own } });
  const ids = profiles.map(({ id }) => id);
  const guess = didYouMean(String(name), ids) || `; profiles are ${ids.join(', ')}`;
  return { flaw: { kind: 'shape', message: `conventions: ${printable(String(name), 60)} is not a profile${guess}` } };
}

/**
 * The output in an answer to `run`, or its flaw.
 *
 * @throws {Refusal} if the input was refused
 * @throws {SkippedCase} if the case was skipped
 * @throws {Unsupported} if it cannot honor a parameter
 * @throws {ProgramError} if the program answers with another error
 */
export function outputIn(answer: JsonObject): Fit<unknown> {
  // some languages write null for absent fields
  const given = ['output', 'skipped', 'error'].filter((field) => answer[field] !== undefined && answer[field] !== null);
  if (given.length !== 1) {
    const got = given.length === 0 ? 'none of them' : given.join(' and ');
    return { flaw: { kind: 'shape', message: `an answer must contain output, skipped or error, but got ${got}` } };
  }
  const field = given[0] as 'output' | 'skipped' | 'error';
  const flaw = flawOf({ output: outputAnswer, skipped: skippedAnswer, error: errorAnswer }[field], answer);
  if (flaw !== undefined) return { flaw };
  if (field === 'skipped') throw new SkippedCase(answer.skipped as string);
  if (field === 'output') return { known: answer.output };
  const { kind, message, parameter } = answer.error as { kind: string; message: string; parameter?: string };
  if (kind === 'unsupported') throw new Unsupported(parameter as string, message);
  if (kind === 'invalid-input') throw new Refusal(printable(message));
  throw new ProgramError(`answered with an error (${printable(kind, 60)}): ${printable(message)}`);
}

/** The first mismatch between a value and a schema, with the name of the field. */
export function flawOf(schema: z.ZodType, value: unknown, root = ''): Flaw | undefined {
  const fit = fitTo(schema, value, root);
  return 'flaw' in fit ? fit.flaw : undefined;
}

/** A value without unknown fields, or the first mismatch with its schema. */
export type Fit<Value> = { readonly known: Value } | { readonly flaw: Flaw };

function fitTo<Value>(schema: z.ZodType<Value>, value: unknown, root = ''): Fit<Value> {
  const { data, error } = schema.safeParse(value);
  if (error !== undefined) {
    const issue = error.issues[0] as z.core.$ZodIssue;
    const got = valueAt(issue.path, value);
    if (notNumbers.has(got)) {
      const [, step, neuron] = issue.path;
      const place = neuron === undefined ? '' : ` at step ${String(step)}, neuron ${String(neuron)}`;
      const message = `${nameField(issue.path, { root })}: expected a finite number, but got ${got}${place}`;
      return { flaw: { kind: 'not-finite', message } };
    }
    const known = issue.path.at(-1) === 'conventions' ? fieldNames : [];
    return { flaw: { kind: 'shape', message: describeIssue(issue, value, { root, whole: 'the answer', known }) } };
  }
  return { known: data as Value };
}

/** Fits an output to its schema. An unknown field is ignored, unless its name is close to that of a missing one. */
export function fitOutput(schema: z.ZodObject, output: object): Fit<unknown> {
  const fields = Object.keys(schema.shape);
  const missing = fields.filter((field) => !(field in output));
  const unknown = Object.keys(output).filter((name) => !fields.includes(name));
  for (const field of unknown.slice(0, 100)) {
    const guess = didYouMean(field, missing);
    if (guess !== '') return { flaw: { kind: 'shape', message: `output.${printable(field)}: is not a field${guess}` } };
  }
  return fitTo(schema, output, 'output');
}
