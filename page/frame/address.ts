import { type Fields, initialValues, takeValue, type Values } from './fields.ts';

/** The fields of every part, by its name. */
export type Schema = Readonly<Record<string, Fields>>;

/** What the whole page is set to, by the name of the part. */
export type PageValues = Readonly<Record<string, Values>>;

/** What an address says. */
export interface Address {
  readonly values: PageValues;
  /** The part that it is about. */
  readonly at?: string;
  /** Parts of which it says something. */
  readonly named: readonly string[];
  /** What could not be taken as it was, in words. */
  readonly faults: readonly string[];
}

const version = '1';
const longest = 4_000;

/** What the author has set. */
export function initialPage(schema: Schema): PageValues {
  return Object.fromEntries(Object.entries(schema).map(([part, fields]) => [part, initialValues(fields)]));
}

/**
 * Reads the part of an address behind `#`, such as `#v=1&at=neuron&neuron.amplitude=0.02`. It always gives a valid state:
 * what is missing is as the author has set it, what is wrong is replaced by the nearest that is right, and named.
 */
export function readAddress(hash: string, schema: Schema): Address {
  const text = hash.replace(/^#/, '');
  const values = structuredClone(initialPage(schema)) as Record<string, Record<string, number | string>>;
  // a plain anchor, or nothing
  if (!text.includes('=')) return { values, named: [], faults: [] };
  if (text.length > longest) return { values, named: [], faults: [`the link is longer than ${longest} characters`] };
  const faults: string[] = [];
  const named = new Set<string>();
  let at: string | undefined;
  for (const [key, value] of new URLSearchParams(text)) {
    if (key === 'v') {
      if (value !== version) faults.push(`the link is of version ${value.slice(0, 20)}, this page is of ${version}`);
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
      faults.push(`there is nothing called “${key.slice(0, 30)}”`);
      continue;
    }
    const taken = takeValue(field[name] as Fields[string], value);
    if (taken.fault) faults.push(taken.fault);
    (values[part] as Record<string, number | string>)[name] = taken.value;
    named.add(part);
  }
  return { values, named: [...named], faults, ...(at === undefined ? {} : { at }) };
}

/** Writes an address: only what differs from what the author has set. The way back from `readAddress`. */
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
  const place = at === undefined ? '' : `&at=${at}`;
  return `#v=${version}${place}${settings === '' ? '' : `&${settings}`}`;
}
