import { type SeedSummary, summarizeSeeds } from '../study/results/seed-summary.ts';
import { columnsOfCauses } from './cause-columns.ts';
import { type Column, columnsOf, groupsOf } from './columns.ts';
import { escapeHtml, formatDocument } from './html-document.ts';
import type { SweepOutput } from './output.ts';
import { columnsOfSummaries, groupSummaries, noteOnIntervals } from './summary-columns.ts';
import { describeSettings } from './sweep-text.ts';

/**
 * Writes the page of a study.
 *
 * @param body - HTML
 */
export function formatPage(title: string, body: string): string {
  return formatDocument(escapeHtml(title), body, style);
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; color: #111; background: #fff; margin: 0 }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.6rem; line-height: 1.2 }
.answer { max-width: 45rem }
figure { margin: 1rem 0 }
figure svg { max-width: 100%; height: auto }
figcaption { color: #444 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #ccc }
thead th { border-bottom: 2px solid #666 }
dt { font-weight: 600 }
dd { margin: 0; overflow-wrap: anywhere }
dl div { margin-bottom: .3rem }
`;

/** Writes the title of a part. */
export function formatTitle(text: string): string {
  return `<h2>${escapeHtml(text)}</h2>\n`;
}

const titleOf = (text: string, study: string): string => (study === '' ? text : `${text}: ${study}`);

/** Writes sentences as paragraphs. */
export function formatSentences(sentences: readonly string[]): string {
  return sentences.map((sentence) => `<p class="answer">${escapeHtml(sentence)}</p>\n`).join('');
}

/** Writes a figure with what it was made with under it. */
export function formatFigure(svg: string, settings: readonly SweepOutput['settings'][]): string {
  const captions = settings.map((one) => `${escapeHtml(describeSettings(one))}.`);
  return `<figure>\n${svg}<figcaption>${captions.join('<br>')}</figcaption>\n</figure>\n`;
}

/**
 * Writes all numbers of a study as a table, where accuracy goes and, if it has several seeds, the summary over them.
 *
 * @param study - what it is called, if there are several
 */
export function formatNumbers({ settings, rows }: SweepOutput, study = ''): string {
  const caption = titleOf('Accuracy and spikes at every amplitude', study);
  return `${formatTitle(titleOf('Numbers', study))}${scrolling(titleOf('Numbers', study), formatTable(columnsOf(rows), caption))}${formatCauses(rows, study)}${settings.seeds.length > 1 ? formatSeedSummary(summarizeSeeds(rows), study) : ''}`;
}

/** Writes tables, each under its title. */
export function formatTables(
  tables: readonly { readonly title: string; readonly columns: readonly Column[] }[],
): string {
  return tables
    .map(({ title, columns }) => `${formatTitle(title)}${scrolling(title, formatTable(columns, title))}`)
    .join('');
}

/** Writes the settings and versions of a study. */
export function formatFacts({ settings, versions }: Pick<SweepOutput, 'settings' | 'versions'>, study = ''): string {
  const facts = [
    ...Object.entries(settings),
    ...Object.entries(versions).map(([name, version]) => [`version: ${name}`, version] as const),
  ];
  const lines = facts.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(JSON.stringify(value))}</dd></div>\n`,
  );
  return `${formatTitle(titleOf('Settings and versions', study))}<dl>\n${lines.join('')}</dl>\n`;
}

function scrolling(label: string, table: string): string {
  return `<div class="scroll" role="region" aria-label="${escapeHtml(label)}" tabindex="0">\n${table}\n</div>\n`;
}

/** Writes where accuracy goes, if the study can tell. */
function formatCauses(rows: SweepOutput['rows'], study: string): string {
  const columns = columnsOfCauses(rows);
  if (columns.length === 0) return '';
  return formatTables([{ title: titleOf('Where accuracy goes', study), columns }]);
}

function formatSeedSummary(summaries: readonly SeedSummary[], study: string): string {
  const tables = groupSummaries(summaries).map(({ title, summaries: members }) =>
    scrolling(`Over seeds, ${title}`, formatTable(columnsOfSummaries(members), title)),
  );
  return `${formatTitle(titleOf('Over seeds', study))}${tables.join('')}<p>${escapeHtml(noteOnIntervals(summaries))}</p>
`;
}

function formatTable(columns: readonly Column[], caption: string): string {
  const [labels, ...values] = columns;
  const groups = groupsOf(columns).map(
    ({ title, columns: members }) =>
      `<th colspan="${members.length}"${title ? ' scope="colgroup"' : ''}>${escapeHtml(title)}</th>`,
  );
  const names = columns.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`);
  const lines = labels?.cells.map((label, line) => {
    const cells = values.map(({ cells }) => `<td>${escapeHtml(cells[line] as string)}</td>`);
    return `<tr><th scope="row">${escapeHtml(label)}</th>${cells.join('')}</tr>`;
  });
  return [
    '<table>',
    `<caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${groups.join('')}</tr>`,
    `<tr>${names.join('')}</tr></thead>`,
    `<tbody>${lines?.join('\n')}</tbody>`,
    '</table>',
  ].join('\n');
}
