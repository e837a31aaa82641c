/** A part of the specification, as it is read. */
export interface Chapter {
  readonly title: string;
  /** How the paths of its files begin, in the order in which they are read; a folder takes what is left of it, alphabetically. */
  readonly beginnings: readonly string[];
}

const within = (folder: string, ...stems: readonly string[]) => stems.map((stem) => `spec/${folder}/${stem}`);

/** The chapters, from one neuron to the study of a network, then what is built on them, then the laws about the laws. */
export const chapters: readonly Chapter[] = [
  { title: 'How to begin', beginnings: ['spec/readme'] },
  {
    title: 'One neuron',
    beginnings: [
      ...within('neuron', 'lif.', 'lif-laws', 'lif-forms', 'lif-fluctuation'),
      ...within('neuron', 'rate', 'tuning', 'population', 'nengo', ''),
    ],
  },
  { title: 'The filter behind it', beginnings: ['spec/synapse/'] },
  { title: 'Neurons drawn from a seed', beginnings: ['spec/seeded', 'spec/study/channel'] },
  {
    title: 'A network',
    beginnings: [
      ...within('network', 'architecture', 'build', 'convolution', 'dense', 'effective', 'network', 'rates'),
      ...within('network', 'layer-neurons', 'nengo-dl', 'npy', 'folder', 'own-network', ''),
    ],
  },
  {
    title: 'Its training',
    beginnings: within('training', 'loss', 'gradient', 'rmsprop', 'train', 'rectifier', 'claims', 'mutants', ''),
  },
  {
    title: 'A study of the amplitude',
    beginnings: [
      'spec/dataset/',
      ...within('study', 'amplitudes', 'plan', 'series', 'folder', 'journal', 'named-file', 'checkpoint', 'pool'),
      ...within('study', 'join', 'cost'),
    ],
  },
  {
    title: 'What a study says',
    beginnings: [
      ...within(
        'study',
        'point-results',
        'read-saved',
        'accuracy-curve',
        'seed-summary',
        'bootstrap',
        'accuracy-tests',
        'zig-zag',
        'variation',
      ),
      ...within('study', 'drop-causes', 'explain', 'answer', 'evidence', 'saved-study', ''),
      'spec/report/',
    ],
  },
  { title: 'The commands', beginnings: ['spec/cli/'] },
  { title: 'The same bits, fast', beginnings: ['spec/engine/'] },
  {
    title: 'Is another simulator right?',
    beginnings: [
      ...within('conformance', 'level', 'vector', 'judge', 'skip', 'assumptions', 'forgets'),
      ...within('conformance', 'conventions', 'declared', 'fingerprint', 'other-neurons'),
      ...within('conformance', 'protocol', 'server', 'driver', 'faults', 'recorded', ''),
      'spec/vectors/',
      'spec/adapters/',
      'spec/adapter.foreign',
    ],
  },
  {
    title: 'Laws about the laws',
    beginnings: [
      'spec/definition',
      'spec/refutation',
      'spec/mutants',
      'spec/kill-matrix',
      'spec/arbitraries/',
      'spec/controls/',
    ],
  },
  { title: 'Underneath', beginnings: ['spec/precision', 'spec/elementary', 'spec/oracles/', 'spec/statistics'] },
  { title: 'The repository', beginnings: ['spec/repository/', 'spec/bench/', 'spec/package/', 'spec/workflow/'] },
];

/** Items of a chapter, in reading order. */
export interface ChapterOf<Item> {
  readonly title: string;
  readonly items: readonly Item[];
}

/** Parts items into the chapters, by their paths; what belongs to none is left for the end. */
export function inChapters<Item>(items: readonly Item[], pathOf: (item: Item) => string): ChapterOf<Item>[] {
  const alphabetical = [...items].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const left = new Set(alphabetical);
  const parts = chapters.map(({ title, beginnings }) => {
    const chosen = beginnings.flatMap((start) => alphabetical.filter((item) => pathOf(item).startsWith(start)));
    const read = [...new Set(chosen)].filter((item) => left.delete(item));
    return { title, items: read };
  });
  return [...parts, { title: 'Whatever else there is', items: [...left] }].filter((part) => part.items.length > 0);
}
