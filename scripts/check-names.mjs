/**
 * Checks that an exported name has one meaning in src, properties and page: it is declared in one file, or in several
 * that are listed here with the reason. Re-exports are the same declaration. `npm run names` is part of `npm run lint`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

/** Names that files matching a path may all declare. */
const exceptions = [
  {
    names: ['mount', 'part', 'fields', 'describe', 'code'],
    in: /^page\/parts\//,
    reason: 'the parts of the page have the same interface',
  },
];

export function duplicateNames(files, allowed = exceptions) {
  const declaredIn = new Map();
  for (const [path, text] of Object.entries(files).sort()) {
    for (const name of exportedNames(path, text)) declaredIn.set(name, [...(declaredIn.get(name) ?? []), path]);
  }
  const isAllowed = (name, path) => allowed.some((one) => one.names.includes(name) && one.in.test(path));
  return [...declaredIn]
    .map(([name, paths]) => ({ name, paths, others: paths.filter((path) => !isAllowed(name, path)) }))
    .filter(({ paths, others }) => paths.length > 1 && others.length > 0)
    .map(({ name, paths }) => ({ name, paths }));
}

/** Names that a file declares and exports. A name that it re-exports from another file counts only if it is renamed. */
function exportedNames(path, text) {
  const names = parseAst(text, { lang: 'ts' }, path).body.flatMap((statement) => {
    if (statement.type === 'ExportAllDeclaration') return statement.exported ? [statement.exported.name] : [];
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const renamed = statement.specifiers.filter(({ local, exported }) => local.name !== exported.name);
    return [...declaredNames(statement.declaration), ...renamed.map(({ exported }) => exported.name)];
  });
  return [...new Set(names)]; // a type may have the name of its value
}

function declaredNames(declaration) {
  if (declaration === null) return [];
  return (declaration.declarations ?? [declaration]).flatMap(({ id }) =>
    id.type === 'ObjectPattern' ? id.properties.map(({ value }) => value.name) : [id.name],
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const paths = ['src', 'properties', 'page'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path}`)
      .filter((path) => path.endsWith('.ts') && !/^page\/(dist|generated|test)\//.test(path)),
  );
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]));
  const duplicates = duplicateNames(files);
  for (const { name, paths } of duplicates) console.error(`${name} is exported by ${paths.join(' and ')}`);
  if (duplicates.length > 0)
    console.error(`\n${duplicates.length} names have two declarations: rename the less central one.`);
  process.exitCode = duplicates.length > 0 ? 1 : 0;
}
