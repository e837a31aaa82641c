import type { z } from 'zod';
import { didYouMean } from './near-name.ts';
import { printable } from './text.ts';

/** What a message says about the value around an issue. */
export interface IssueContext {
  /** Name of the value that was checked, before the names of fields. */
  readonly root?: string;
  /** Name of the value itself if it has no `root`. */
  readonly whole?: string;
  /** Names that a field may have where it has an unknown one. */
  readonly known?: readonly string[];
}

/**
 * Describes what a schema found in a value: where, what would be right, and what was found.
 *
 * @returns for example `seeds: expected array, but got "many"`
 */
export function describeIssue(issue: z.core.$ZodIssue, value: unknown, context: IssueContext = {}): string {
  if (issue.code === 'unrecognized_keys') return describeUnknownField(issue, context);
  const field = nameField(issue.path, context);
  const rule = ruleOf(issue);
  // a rule of a list names no single value
  return issue.code === 'custom' && rule.startsWith('must')
    ? `${field}: ${rule}`
    : `${field}: ${rule}, but got ${show(valueAt(issue.path, value))}`;
}

const bounds: Readonly<Record<string, string>> = {
  '>=': 'of at least',
  '<=': 'of at most',
  '>': 'above',
  '<': 'below',
};

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.message === 'Invalid input')
    return issue.errors
      .flatMap(([first]) => (first ? [ruleOf(first)] : []))
      .join(' or ')
      .replaceAll(' or expected', ' or');
  return issue.message
    .replace(/^(?:Invalid (?:input|option|string)|Too (?:small|big)): /, '')
    .replace(/ to (?:be|have) ([<>]=?)/, (_, sign: string) => ` ${bounds[sign]} `)
    .replace(/^Invalid discriminator value. Expected/, 'expected one of')
    .replace(/^Invalid URL/, 'expected an address, https://…')
    .replaceAll(/ ?\| ?/g, ', ')
    .replace(/, received .*$/, '')
    .replace(/^expected int$/, 'expected a whole number');
}

function describeUnknownField(
  { keys: [key = ''], path }: z.core.$ZodIssueUnrecognizedKeys,
  context: IssueContext,
): string {
  const { known = [] } = context;
  const fields = known.length > 0 ? `; the fields are ${known.join(', ')}` : '';
  return `${nameField([...path, printable(key)], context)}: is not a field${didYouMean(key, known) || fields}`;
}

/** Names a field by its path, such as `voltage[2].x`. */
export function nameField(path: readonly PropertyKey[], { root = '', whole = 'its contents' }: IssueContext): string {
  const parts = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return (root + parts.join('')).replace(/^\./, '') || whole;
}

export function valueAt(path: readonly PropertyKey[], value: unknown): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], value);
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? `a list of ${value.length}` : printable(JSON.stringify(value) ?? String(value), 60);
}
