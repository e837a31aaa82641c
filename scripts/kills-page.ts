import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/package-root.ts';
import { formatHtmlPage, formatHtmlTable, formatParagraphs } from '../src/report/html.ts';
import { type ColumnOf, makeColumns } from '../src/report/table.ts';
import { publishedVectors } from '../src/vectors.ts';
import { type CataloguedMutant, catalogue, type KillMatrix } from './kill-matrix.ts';

const about =
  'A mutant is a simulator that is wrong on purpose. It is killed by the laws that it breaks, of which some are listed, and by the vectors that it fails.';

/** Writes what kills what as a page, which lies beside the interactive page. */
export function formatKillsHtml(): string {
  const { kills }: KillMatrix = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'kills.json'), 'utf8'));
  const vectors = publishedVectors();
  const columns: ColumnOf<CataloguedMutant>[] = [
    ['mutant', ({ name }) => name],
    ['what it does', ({ difference, cites }) => (cites === undefined ? difference : `${difference} [${cites}]`)],
    ['laws', ({ name }) => Object.keys(kills[name] ?? {}).join(', ')],
    ['vectors', ({ name }) => vectors.flatMap((one) => (one.kills.includes(name) ? [one.id] : [])).join(', ')],
  ];
  const prose = makeColumns(catalogue, columns).map((column) => ({ ...column, isProse: true }));
  const table = formatHtmlTable('Mutants', prose);
  return formatHtmlPage('What kills which mutant', formatParagraphs([about]) + table, 'wide');
}
