/**
 * The chapters of the printed specification, from one neuron to a study of a network, then the programs, the tests of
 * the tests, and the claims. Each has the beginnings of the paths of its files in `spec`, in reading order. A folder
 * stands for its remaining files, in alphabetical order.
 */
export const chapters: Readonly<Record<string, readonly string[]>> = {
  'One neuron': ['neuron/lif.', 'neuron/lif-laws', 'neuron/rate', 'neuron/tuning', 'neuron/model', 'neuron/'],
  'The synapse': ['synapse/'],
  'Random neurons': ['seeded', 'network/channel'],
  'The network': [
    ...['network/architecture', 'network/effective', 'network/network', 'network/layer-neurons', 'network/nengo-dl'],
    ...['network/npy', 'network/folder', 'network/own-network', 'network/'],
  ],
  Training: ['training/train.', 'training/rmsprop', 'training/'],
  'Running a study': ['dataset/', 'study/plan', 'study/folder', 'study/journal', 'study/write-file', 'study/join'],
  'Results of a study': [
    ...['study/point-results', 'study/read-saved', 'study/intervals', 'study/accuracy-tests', 'study/zig-zag'],
    ...['study/explain', 'study/answer', 'study/evidence', 'study/saved-study', 'study/', 'report/'],
  ],
  'The command line': ['cli/', 'fuzz/'],
  'The engine: the same bits, faster': ['engine/'],
  'Judging another simulator': [
    ...['conformance/vector', 'conformance/judge', 'conformance/skip', 'conformance/assumptions'],
    ...[
      'conformance/forgets',
      'conformance/conventions',
      'conformance/choices',
      'conformance/diagnosis',
      'conformance/faults',
    ],
    ...['conformance/', 'vectors/', 'adapters/'],
  ],
  'Testing the laws': ['definition', 'refutation', 'mutants', 'arbitraries/', 'controls'],
  Numbers: ['precision', 'elementary'],
  'The repository': ['readme', 'repository/', 'bench/', 'package/', 'workflow/'],
  'The claims': ['claims'],
};

/** The items that belong to a chapter, in reading order. */
export interface ChapterOf<Item> {
  readonly title: string;
  readonly items: readonly Item[];
}

/** Sorts items into chapters by their paths. Items that belong to none come last. */
export function inChapters<Item>(items: readonly Item[], pathOf: (item: Item) => string): ChapterOf<Item>[] {
  const alphabetical = [...items].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const remaining = new Set(alphabetical);
  const parts = Object.entries(chapters).map(([title, beginnings]) => {
    const chosen = beginnings.flatMap((start) =>
      alphabetical.filter((item) => pathOf(item).startsWith(`spec/${start}`)),
    );
    const ordered = [...new Set(chosen)].filter((item) => remaining.delete(item));
    return { title, items: ordered };
  });
  return [...parts, { title: 'Other files', items: [...remaining] }].filter((part) => part.items.length > 0);
}
