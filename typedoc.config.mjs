const repository = process.env.LIFSPEC_REPOSITORY ?? '../../../../';

/** The API reference, beside the page. */
const config = {
  entryPoints: ['src/index.ts', 'src/vectors.ts', 'properties/index.ts'],
  out: 'page/dist/api',
  name: 'lifspec',
  readme: 'none',
  sourceLinkTemplate: `${repository}{path}#L{line}`,
  disableGit: true,
  excludeExternals: true, // inherited members of the language, whose source is in node_modules
  includeHierarchySummary: false, // it links to ids that it lacks
  gitRevision: 'main',
  intentionallyNotExported: [
    'arrival',
    'Chosen',
    'currents',
    'ImageResult',
    'KernelModule',
    'NamesOf',
    'Table',
    'VectorOf',
  ],
  skipErrorChecking: true, // npm run types does
  treatWarningsAsErrors: true,
};

export default config;
