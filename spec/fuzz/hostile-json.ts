/** Fills a list, an object or a value with what costs much to read, some number of times. */
export type HostileText = (count: number) => string;

const times = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => item(i)).join();

/** Items of a list: small and wide, deep, of many shapes, and strings whose hashes collide. */
const items: readonly HostileText[] = [
  (count) => times(count, () => '{}'),
  (count) => times(count, () => '[]'),
  (count) => times(count, () => '0'),
  (count) => times(count, (i) => `0.${i}`),
  (count) => times(count, (i) => `"${4096 * i}"`),
  (count) => times(count, () => '[[[[{}]]]]'),
  (count) => times(count, (i) => `{"a${i}":0,"b${i}":0,"c${i}":0}`),
  (count) => times(count, (i) => `{"${4e9 + i}":0}`),
];

/** Fields of an object: of many names, of numbers as names, and of one name. */
const fields: readonly HostileText[] = [
  (count) => times(count, (i) => `"k${i}":0`),
  (count) => times(count, (i) => `"k${i}":{}`),
  (count) => times(count, (i) => `"${7919 * i}":0`),
  (count) => times(count, () => '"id":0'),
];

/** Values: a long string, one that needs two bytes per character, one of escapes, a long number, and depth. */
const values: readonly HostileText[] = [
  (count) => `"${'a'.repeat(8 * count)}"`,
  (count) => `"€${'a'.repeat(8 * count)}"`,
  (count) => `"${'\\u0000'.repeat(2 * count)}"`,
  (count) => '1'.repeat(8 * count),
  (count) => '['.repeat(count) + ']'.repeat(count),
  (count) => `${'{"a":'.repeat(count)}0${'}'.repeat(count)}`,
  (count) => ','.repeat(8 * count),
];

const marker = '"a marker that the text contains once"';

/** A hostile text for each place of a valid JSON text, and each filling. The count is about its bytes / 8. */
export function hostileTexts(valid: string): HostileText[] {
  const root: unknown = JSON.parse(valid);
  const made: HostileText[] = [];
  const fill = (fillings: readonly HostileText[], marked: unknown) => {
    const [before, after] = JSON.stringify(marked).split(marker) as [string, string];
    made.push(...fillings.map((filling) => (count: number) => before + filling(count) + after));
  };
  const visit = (value: unknown, put: (changed: unknown) => unknown) => {
    fill(values, put(JSON.parse(marker)));
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      fill(items, put([JSON.parse(marker)]));
      fill([(count) => times(count, () => JSON.stringify(value[0] ?? 0))], put([JSON.parse(marker)]));
      // items of a list have the same fields
      if (value.length > 0) visit(value[0], (changed) => put([changed, ...value.slice(1)]));
      return;
    }
    const marked = JSON.stringify(put({ [JSON.parse(marker)]: 0, ...value }));
    const [before, after] = marked.split(`${marker}:0`) as [string, string];
    made.push(...fields.map((filling) => (count: number) => before + filling(count) + after));
    for (const [name, inner] of Object.entries(value)) visit(inner, (changed) => put({ ...value, [name]: changed }));
  };
  visit(root, (changed) => changed);
  return made;
}
