/**
 * Checks that an exported name has one meaning in src, properties and page: it is declared in one file, or in several
 * that are listed here with the reason. Re-exports are the same declaration. `npm run names` is part of `npm run lint`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Names that files matching a path may all declare. */
const exceptions = [
  {
    names: ['mount', 'part', 'fields', 'describe'],
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
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const names = statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return renamedIn(statement);
    const isExported = ts.canHaveModifiers(statement) && hasModifier(statement, ts.SyntaxKind.ExportKeyword);
    return isExported && !hasModifier(statement, ts.SyntaxKind.DefaultKeyword) ? declaredNames(statement) : [];
  });
  return [...new Set(names)]; // a type may have the name of its value
}

const hasModifier = (statement, kind) =>
  ts.getModifiers(statement)?.some((modifier) => modifier.kind === kind) ?? false;

function renamedIn({ exportClause }) {
  if (exportClause === undefined) return [];
  if (ts.isNamespaceExport(exportClause)) return [exportClause.name.text];
  return exportClause.elements.filter(({ propertyName }) => propertyName !== undefined).map(({ name }) => name.text);
}

function declaredNames(statement) {
  if (!ts.isVariableStatement(statement)) return [statement.name.text];
  return statement.declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name) ? [name.text] : name.elements.map((element) => element.name.text),
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
