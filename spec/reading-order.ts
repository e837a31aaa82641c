/**
 * The order in which the specification is read, by the beginning of a file's path: from one neuron to the study of a
 * network, then the laws about the laws. A file that no entry covers is read last.
 */
export const readingOrder: readonly string[] = [
  'spec/readme',
  'spec/neuron/lif.spec',
  'spec/neuron/lif-laws',
  'spec/neuron/lif-forms',
  'spec/neuron/lif',
  'spec/neuron/rate',
  'spec/neuron/tuning',
  'spec/neuron/',
  'spec/synapse/',
  'spec/seeded',
  'spec/network/channel',
  'spec/network/build',
  'spec/network/architecture',
  'spec/network/convolution',
  'spec/network/dense',
  'spec/network/',
  'spec/training/',
  'spec/dataset/',
  'spec/study/',
  'spec/report/',
  'spec/cli/',
  'spec/engine/',
  'spec/mutants',
  'spec/arbitraries/',
  'spec/',
];

/** Sorts paths into the reading order; files of one entry alphabetically. */
export function inReadingOrder<Item>(items: readonly Item[], pathOf: (item: Item) => string): Item[] {
  const place = (item: Item) => readingOrder.findIndex((start) => pathOf(item).startsWith(start)) + 1 || Infinity;
  return [...items].sort((a, b) => place(a) - place(b) || (pathOf(a) < pathOf(b) ? -1 : 1));
}
