/** The import rules. `npm run import-rules` and `npm run lint` check them. */
const within = (folder) => `^${folder}/`;

/** The folders of src that each folder may import. The command line may import all of them. */
const allowed = {
  base: [],
  simulator: ['base'],
  models: ['base', 'simulator'],
  engine: ['base', 'simulator', 'models'],
  conformance: ['base', 'simulator', 'models'],
  study: ['base', 'simulator', 'models', 'engine'],
  report: ['base', 'simulator', 'study', 'conformance'],
};

/** The folders of the simulator that each of them may import. */
const allowedInSimulator = {
  neuron: [],
  synapse: [],
  network: ['neuron', 'synapse'],
  training: ['neuron', 'synapse', 'network'],
};

const rulesFor = (root, folders) =>
  Object.entries(folders).map(([folder, others]) => ({
    name: `${folder}-imports`,
    comment: `${root}/${folder} may import ${others.join(', ') || 'no other folder'}`,
    severity: 'error',
    from: { path: within(`${root}/${folder}`) },
    to: { path: `^${root}/[^/]+/`, pathNot: [folder, ...others].map((other) => within(`${root}/${other}`)) },
  }));

/** The file that draws charts. */
const charts = '^src/report/figure[.]ts$';

module.exports = {
  forbidden: [
    {
      name: 'only-the-command-line-imports-laws',
      comment: 'in src, only src/cli imports properties',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^properties/' },
    },
    {
      name: 'src-imports-no-program',
      comment: 'nothing in src imports spec, fixtures, scripts, adapters, bench or page',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(spec|fixtures|scripts|adapters|bench|page)/' },
    },
    {
      name: 'nothing-imports-programs',
      comment: 'spec, bench and page are imported by nothing else',
      severity: 'error',
      from: { pathNot: '^(spec|bench|page)/' },
      to: { path: '^(spec|bench|page)/' },
    },
    {
      name: 'only-programs-import-the-command-line',
      severity: 'error',
      from: { pathNot: '^(src/cli|spec|bench|adapters)/' },
      to: { path: '^src/cli/' },
    },
    ...rulesFor('src', allowed),
    ...rulesFor('src/simulator', allowedInSimulator),
    {
      name: 'laws-import-types-of-src',
      comment:
        'a law judges an implementation through its interface; besides src/conformance it may use unit roundoffs, elementary functions and statistics; mutants, controls, oracles, arbitraries and vectors may use all of src',
      severity: 'error',
      from: { path: '^properties/', pathNot: '^properties/(mutants|controls|oracles|arbitraries|vectors)/' },
      to: { path: '^src/(?!conformance/|base/(precision|elementary)\\.ts|study/statistics/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'choices-share-no-code-with-the-definition',
      comment: 'the table of choices and the simulator test each other, so neither imports the other; the table imports base and types',
      severity: 'error',
      from: { path: '^src/conformance/choices/' },
      to: { path: '^src/(?!base/|conformance/choices/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-50-digit-oracle-shares-no-code',
      severity: 'error',
      from: { path: '^properties/oracles/(high-precision-lif|exact)\\.ts$' },
      to: { path: '^src/conformance/choices/' },
    },
    {
      name: 'the-simulator-runs-in-a-browser',
      comment: 'the simulator and the files that it imports from base use no module of Node',
      severity: 'error',
      from: { path: '^src/(simulator/|base/(elementary|precision|random|requirement|input-error|text)\\.ts)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'charts-are-loaded-when-drawn',
      comment: 'charts take half a second to load, so only files with charts import each other statically',
      severity: 'error',
      from: { path: '^src/', pathNot: charts },
      to: { path: charts, dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    skipAnalysisNotInRules: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
