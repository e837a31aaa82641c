/** A chapter of the printed specification. */
export interface Chapter {
  readonly title: string;
  /**
   * Prefixes of the paths of its files, in reading order. A folder stands for its remaining files, in alphabetical
   * order.
   */
  readonly beginnings: readonly string[];
}

const within = (folder: string, ...stems: readonly string[]) => stems.map((stem) => `spec/${folder}/${stem}`);

/** The chapters: from one neuron to a study of a network, then the programs, the tests of the tests, and the claims. */
export const chapters: readonly Chapter[] = [
  {
    title: 'One neuron',
    beginnings: [...within('neuron', 'lif.', 'lif-laws', 'rate', 'tuning', 'model', 'nengo', '')],
  },
  { title: 'The synapse', beginnings: ['spec/synapse/'] },
  { title: 'Random neurons', beginnings: ['spec/seeded', 'spec/network/channel'] },
  {
    title: 'The network',
    beginnings: [
      ...within('network', 'architecture', 'effective', 'network'),
      ...within('network', 'layer-neurons', 'nengo-dl', 'npy', 'folder', 'own-network', ''),
    ],
  },
  {
    title: 'Training',
    beginnings: within('training', 'loss', 'gradient', 'rmsprop', 'train.', 'rectifier', 'digits', ''),
  },
  {
    title: 'Running a study',
    beginnings: [
      'spec/dataset/',
      ...within('study', 'amplitudes', 'plan', 'folder', 'journal', 'write-file'),
      ...within('study', 'join'),
    ],
  },
  {
    title: 'Results of a study',
    beginnings: [
      ...within('study', 'point-results', 'read-saved', 'intervals', 'accuracy-tests', 'zig-zag'),
      ...within('study', 'explain', 'answer', 'evidence', 'saved-study', ''),
      'spec/report/',
    ],
  },
  { title: 'The command line', beginnings: ['spec/cli/', 'spec/fuzz/'] },
  { title: 'The engine: the same bits, faster', beginnings: ['spec/engine/'] },
  {
    title: 'Judging another simulator',
    beginnings: [
      ...within('conformance', 'level', 'vector', 'judge', 'skip', 'assumptions', 'forgets'),
      ...within('conformance', 'conventions', 'fingerprint'),
      ...within('conformance', 'protocol', 'server', 'driver', 'faults', ''),
      'spec/vectors/',
      'spec/adapters/',
    ],
  },
  {
    title: 'Testing the laws',
    beginnings: ['spec/definition', 'spec/refutation', 'spec/mutants', 'spec/arbitraries/', 'spec/controls'],
  },
  {
    title: 'Numbers',
    beginnings: ['spec/precision', 'spec/elementary'],
  },
  {
    title: 'The repository',
    beginnings: ['spec/readme', 'spec/repository/', 'spec/bench/', 'spec/package/', 'spec/workflow/'],
  },
  { title: 'The claims', beginnings: ['spec/claims'] },
];

/** The items that belong to a chapter, in reading order. */
export interface ChapterOf<Item> {
  readonly title: string;
  readonly items: readonly Item[];
}

/** Sorts items into chapters by their paths. Items that belong to none come last. */
export function inChapters<Item>(items: readonly Item[], pathOf: (item: Item) => string): ChapterOf<Item>[] {
  const alphabetical = [...items].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const remaining = new Set(alphabetical);
  const parts = chapters.map(({ title, beginnings }) => {
    const chosen = beginnings.flatMap((start) => alphabetical.filter((item) => pathOf(item).startsWith(start)));
    const ordered = [...new Set(chosen)].filter((item) => remaining.delete(item));
    return { title, items: ordered };
  });
  return [...parts, { title: 'Other files', items: [...remaining] }].filter((part) => part.items.length > 0);
}
