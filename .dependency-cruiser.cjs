/** The arrows of the house: what may import what. `npm run arrows` fails on any other. */
const within = (folder) => `^${folder}/`;
const core = ['neuron', 'synapse', 'network', 'training', 'engine', 'study', 'conformance', 'dataset', 'report'];

/** Each folder of src with the folders of src that it may import. */
const allowed = {
  neuron: [],
  synapse: [],
  dataset: [],
  network: ['neuron', 'synapse'],
  training: ['neuron', 'synapse', 'network', 'dataset'],
  engine: ['neuron', 'synapse', 'network', 'training'],
  study: ['neuron', 'synapse', 'network', 'training', 'engine', 'dataset'],
  conformance: ['neuron', 'synapse', 'network', 'training'],
  report: ['study', 'conformance'],
};

module.exports = {
  forbidden: [
    {
      name: 'src-knows-nothing-above-it',
      comment: 'src imports nothing from properties, spec, fixtures, page, bench; src/cli alone puts everything together',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^(properties|spec|fixtures|adapters|bench|page)/' },
    },
    {
      name: 'nothing-imports-what-is-on-top',
      severity: 'error',
      from: { pathNot: '^(spec|bench|page)/' },
      to: { path: '^(spec|bench|page)/' },
    },
    {
      name: 'only-the-command-line-imports-the-command-line',
      severity: 'error',
      from: { pathNot: '^(src/cli|spec|bench|adapters)/' },
      to: { path: '^src/cli/' },
    },
    ...core.map((folder) => ({
      name: `${folder}-keeps-its-arrows`,
      comment: `src/${folder} may import ${allowed[folder].join(', ') || 'no other folder'}`,
      severity: 'error',
      from: { path: within(`src/${folder}`) },
      to: {
        path: '^src/[^/]+/',
        pathNot: [within(`src/${folder}`), ...allowed[folder].map((other) => within(`src/${other}`))],
      },
    })),
    {
      name: 'laws-import-types-of-src',
      comment: 'a law judges an implementation through the port; mutants, controls, oracles, arbitraries and vectors may use code of src',
      severity: 'error',
      from: { path: '^properties/', pathNot: '^properties/(mutants|controls|oracles|arbitraries|vectors)/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-simulator-runs-in-a-browser',
      comment: 'what computes uses no part of Node',
      severity: 'error',
      from: { path: '^src/(neuron|synapse|network|training|[^/]+\\.ts)', pathNot: '^src/network/(make-)?folder\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-lost-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
