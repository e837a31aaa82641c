import { curvesOf } from '../study/curves.ts';
import { type Column, columnsOf, groupsOf } from './columns.ts';
import { drawFigure } from './figure.ts';
import type { SweepOutput } from './output.ts';
import { describeSettings } from './sweep-text.ts';

/** Draws the figure of a sweep as SVG; the answer describes it to those who do not see it. */
export function drawSweepFigure({ settings, answer, rows }: SweepOutput): string {
  const title = `Accuracy of the ${settings.network} network over the spike amplitude`;
  return drawFigure(curvesOf(rows), { title, description: answer.join(' ') });
}

/**
 * Writes a sweep as an HTML page: the answer in words, the figure, all numbers as a table, settings and versions. The
 * page needs nothing else, no script and no network.
 */
export function formatSweepHtml(output: SweepOutput): string {
  const { versions, settings, answer, rows } = output;
  const title = `What the spike amplitude does to the ${settings.network} network`;
  const facts = {
    ...settings,
    ...Object.fromEntries(Object.entries(versions).map(([name, v]) => [`version: ${name}`, v])),
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${answer.map((sentence) => `<p class="answer">${escapeHtml(sentence)}</p>`).join('\n')}
<figure>
${drawSweepFigure(output)}<figcaption>${escapeHtml(describeSettings(settings))}.</figcaption>
</figure>
<h2>Numbers</h2>
<div class="scroll" role="region" aria-label="Numbers" tabindex="0">
${formatTable(columnsOf(rows))}
</div>
<h2>Settings and versions</h2>
<dl>
${Object.entries(facts)
  .map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(JSON.stringify(value))}</dd></div>`)
  .join('\n')}
</dl>
</main>
</body>
</html>
`;
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

function formatTable(columns: readonly Column[]): string {
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
    '<caption>Accuracy and spikes at every amplitude</caption>',
    `<thead><tr>${groups.join('')}</tr>`,
    `<tr>${names.join('')}</tr></thead>`,
    `<tbody>${lines?.join('\n')}</tbody>`,
    '</table>',
  ].join('\n');
}

/** Makes text safe inside HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
