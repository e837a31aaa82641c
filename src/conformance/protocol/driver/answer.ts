import type { z } from 'zod';
import { errorAnswer, outputAnswer, skippedAnswer } from '../message.ts';
import { readMessage } from '../read-message.ts';
import { AnsweredError, type FaultKind, SkippedCase } from './fault.ts';
import { printable } from './printable.ts';

/** What is wrong with a line or an answer. */
export interface Flaw {
  readonly kind: FaultKind;
  readonly message: string;
}

/** An answer, or what is wrong with the line. */
export type Reading = { readonly answer: Readonly<Record<string, unknown>> } | { readonly flaw: Flaw };

/** A number that JSON does not have, as languages write it, behind what it follows. No blank of a line is read twice. */
const noNumber = /([:[,]\s*)(-?(?:NaN|Infinity|nan|inf|nan\(ind\)))(?=\s*[,\]}])/g;

/** Reads a line of stdout. */
export function readLine(line: Buffer): Reading {
  const read = readMessage(line);
  if ('message' in read) return { answer: read.message };
  const text = line.toString('utf8');
  if (read.isTooLarge) return { flaw: { kind: 'oversize', message: `wrote a line that ${read.wrong}` } };
  const found = text.matchAll(noNumber).next().value?.[2];
  if (found !== undefined && 'message' in readMessage(Buffer.from(text.replace(noNumber, (_, before) => `${before}0`))))
    return { flaw: { kind: 'not-finite', message: `an answer holds ${found}, but every number has to be finite` } };
  const advice = 'only answers may go to stdout, one JSON object a line; everything else goes to stderr';
  return { flaw: { kind: 'garbage', message: `wrote a line that ${read.wrong}: "${printable(text)}"; ${advice}` } };
}

/** What is waited for. */
export interface Expected {
  readonly id: number;
  /** Whether the time limit is over. */
  readonly isLate: boolean;
}

/** Why a line cannot be the answer that is waited for, or that it is waited for at all. */
export function breachOf(
  reading: Reading,
  line: Buffer,
  pending: Expected | undefined,
  asked: ReadonlySet<unknown>,
): Flaw | undefined {
  if ('flaw' in reading && reading.flaw.kind !== 'not-finite') return reading.flaw;
  const id = 'flaw' in reading ? pending?.id : reading.answer.id;
  if (pending !== undefined && id === pending.id)
    return pending.isLate ? { kind: 'late', message: 'answered after the time limit' } : undefined;
  // the next request may have been sent before a second answer is heard, or not: what is said of it is the same
  if (asked.has(id)) return { kind: 'extra-answer', message: `answered request ${id} a second time` };
  if (pending === undefined)
    return { kind: 'extra-answer', message: `wrote what was not asked for: "${printable(line.toString('utf8'))}"` };
  const came = id === undefined ? 'none' : printable(JSON.stringify(id), 60);
  return { kind: 'wrong-id', message: `an answer has to carry the id ${pending.id}, but ${came} came` };
}

/**
 * The output in an answer to `run`, or its flaw.
 *
 * @throws {RangeError} if the input was refused
 * @throws {SkippedCase} if the case was skipped
 * @throws {AnsweredError} if something else went wrong there
 */
export function outputOf(answer: Readonly<Record<string, unknown>>): { output: unknown } | { flaw: Flaw } {
  // some languages write null for what they leave out
  const given = ['output', 'skipped', 'error'].filter((field) => answer[field] !== undefined && answer[field] !== null);
  if (given.length !== 1) {
    const came = given.length === 0 ? 'none of them' : given.join(' and ');
    return { flaw: { kind: 'shape', message: `an answer holds output, skipped or error, but ${came} came` } };
  }
  const field = given[0] as 'output' | 'skipped' | 'error';
  const flaw = flawOf({ output: outputAnswer, skipped: skippedAnswer, error: errorAnswer }[field], answer);
  if (flaw !== undefined) return { flaw };
  if (field === 'skipped') throw new SkippedCase(answer.skipped as string);
  if (field === 'output') return { output: answer.output };
  const { kind, message } = answer.error as { kind: string; message: string };
  throw kind === 'invalid-input' ? new RangeError(printable(message)) : new AnsweredError(kind, message);
}

/** The first thing in which a value differs from a schema, by the name of the field. */
export function flawOf(schema: z.ZodType, value: unknown, root = ''): Flaw | undefined {
  const fit = fitTo(schema, value, root);
  return 'flaw' in fit ? fit.flaw : undefined;
}

/** A value without the fields that its schema does not name, or the first thing in which it differs from it. */
export function fitTo(schema: z.ZodType, value: unknown, root = ''): { readonly known: unknown } | { flaw: Flaw } {
  const { data, error } = schema.safeParse(value);
  return error === undefined
    ? { known: data }
    : { flaw: describeIssue(error.issues[0] as z.core.$ZodIssue, value, root) };
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown, root: string): Flaw {
  const found = issue.path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], value);
  const rule = issue.message.replace(/^Invalid input: /, '').replace(/, received .*$/, '');
  const field = nameOf(root, issue.path);
  if (typeof found === 'number' && !Number.isFinite(found)) return notFinite(field, found);
  if (found === 'NaN' || found === 'Infinity' || found === '-Infinity') return notFinite(field, found);
  return { kind: 'shape', message: `${field}: ${rule}, but ${show(found)} came` };
}

function notFinite(field: string, found: unknown): Flaw {
  return { kind: 'not-finite', message: `${field}: a finite number expected, but ${found} came` };
}

function nameOf(root: string, path: readonly PropertyKey[]): string {
  const parts = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return (root + parts.join('')).replace(/^\./, '') || 'the answer';
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? `a list of ${value.length}` : printable(JSON.stringify(value) ?? String(value), 60);
}
