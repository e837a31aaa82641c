import { type Fields, initialValues, takeValue, type Values } from './fields.ts';

/** Fields by name of the part. */
export type Schema = Readonly<Record<string, Fields>>;

/** Values by name of the part. */
export type PageValues = Readonly<Record<string, Values>>;

/** A parsed URL fragment. */
export interface Address {
  readonly values: PageValues;
  /** The part to show. */
  readonly at?: string;
  /** Parts with a setting in it. */
  readonly named: readonly string[];
  /** Errors, as sentences. */
  readonly faults: readonly string[];
}

const version = '1';
const maxLength = 4_000;

/** The initial values of all parts. */
export function initialPage(schema: Schema): PageValues {
  return Object.fromEntries(Object.entries(schema).map(([part, fields]) => [part, initialValues(fields)]));
}

/**
 * Parses a URL fragment such as `#v=1&at=neuron&neuron.amplitude=0.02`. The state is always valid: missing values are
 * the initial ones, and invalid values are replaced by the nearest valid ones and reported.
 */
export function readAddress(hash: string, schema: Schema): Address {
  const text = hash.replace(/^#/, '');
  const values = structuredClone(initialPage(schema)) as Record<string, Record<string, number | string>>;
  if (!text.includes('=')) return { values, named: [], faults: [] };
  if (text.length > maxLength)
    return { values, named: [], faults: [`the link is longer than ${maxLength} characters`] };
  const faults: string[] = [];
  const named = new Set<string>();
  let at: string | undefined;
  for (const [key, value] of new URLSearchParams(text)) {
    if (key === 'v') {
      if (value !== version) faults.push(`the link has version ${value.slice(0, 20)}, this page has ${version}`);
      continue;
    }
    if (key === 'at') {
      if (Object.hasOwn(schema, value)) at = value;
      else faults.push(`there is no part “${value.slice(0, 20)}”`);
      continue;
    }
    const [part = '', name = ''] = key.split('.');
    const field = Object.hasOwn(schema, part) ? schema[part] : undefined;
    if (field === undefined || !Object.hasOwn(field, name)) {
      faults.push(`there is no setting “${key.slice(0, 30)}”`);
      continue;
    }
    const taken = takeValue(field[name] as Fields[string], value);
    if (taken.fault) faults.push(taken.fault);
    (values[part] as Record<string, number | string>)[name] = taken.value;
    named.add(part);
  }
  return { values, named: [...named], faults, ...(at === undefined ? {} : { at }) };
}

/** Characters of a message that fits three lines of a phone. */
const longestMessage = 125;

/** Tells what is wrong with a link, as far as it fits three lines; undefined if nothing is. */
export function tellFaults(faults: readonly string[]): string | undefined {
  if (faults.length === 0) return undefined;
  const tell = (count: number) => {
    const more = faults.length - count;
    return `Errors in this link: ${faults.slice(0, count).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
  };
  let count = faults.length;
  while (count > 1 && tell(count).length > longestMessage) count--;
  return tell(count);
}

/** Writes a URL fragment with all values that differ from the initial ones; the inverse of `readAddress`. */
export function writeAddress(values: PageValues, schema: Schema, at?: string): string {
  const parameters = new URLSearchParams();
  for (const [part, fields] of Object.entries(schema)) {
    for (const [key, { initial }] of Object.entries(fields)) {
      const value = values[part]?.[key] ?? initial;
      if (value !== initial) parameters.set(`${part}.${key}`, String(value));
    }
  }
  const settings = parameters.toString();
  if (settings === '' && at === undefined) return '';
  const part = at === undefined ? '' : `&at=${at}`;
  return `#v=${version}${part}${settings === '' ? '' : `&${settings}`}`;
}
