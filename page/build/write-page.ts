import { copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { pointsOf } from '../chart/accuracy.ts';
import { parts as allParts } from '../parts/index.ts';
import { type StillTable, stills } from '../parts/stills.ts';
import { addLawDetails, linkFiles } from './law-details.ts';
import { numbers } from './numbers.ts';
import { writePreview } from './preview.ts';
import { readRows } from './saved-studies.ts';

const page = fileURLToPath(new URL('../', import.meta.url));
const parts = `${page}parts/`;
const names = allParts.map(({ name }) => name);

/**
 * Inserts the parts into the page when it is built, with a static drawing of every figure, so the page can be read
 * without scripts.
 */
export function writePage(): Plugin {
  return {
    name: 'lifspec-parts',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html) => {
        const whole = html
          .replace('<!-- preview -->', () => writePreview(process.env.LIFSPEC_PAGE))
          .replace('<!-- contents -->', writeContents())
          .replace('<!-- ending -->', () =>
            keepUnits(linkFiles(addLawDetails(writeSaved(readFileSync(`${page}ending.html`, 'utf8'))))),
          );
        const pieces = whole.split(/<!-- part: (\w+) -->/);
        return (await Promise.all(pieces.map((piece, index) => (index % 2 === 0 ? piece : writePart(piece))))).join('');
      },
    },
    // the same page, which shows only one figure if its address says which
    writeBundle: ({ dir = '' }) => {
      copyFileSync(`${dir}/index.html`, `${dir}/embed.html`);
      copyFileSync(`${page}screenshot.png`, `${dir}/preview.png`);
    },
    configureServer: (server) => {
      server.watcher.add(`${parts}**/*.html`);
    },
    handleHotUpdate: ({ file, server }) => {
      if (file.endsWith('.html')) server.ws.send({ type: 'full-reload' });
    },
  };
}

/** Lists the titles of the parts. */
function writeContents(): string {
  const files = names.slice(1).map((name): [string, string] => [name, `${parts}${name}/text.html`]);
  // the last part is behind the answer
  const entries = files.toSpliced(-1, 0, ['ending', `${page}ending.html`]).map(([name, file]) => {
    const [, title = ''] = /<h2[^>]*>(.*?)<\/h2>/.exec(readFileSync(file, 'utf8')) ?? [];
    return `<li><a href="#${name}">${title}</a></li>`;
  });
  return `<nav class="contents" aria-labelledby="contents-title"><h2 id="contents-title">Contents</h2><ol>${entries.join('')}</ol></nav>`;
}

/** Inserts mean accuracies of saved studies into the text, with the floor unless it says none. */
function writeSaved(html: string): string {
  return html.replace(
    /<span class="saved" data-study="([\w-]+)" data-amplitude="([\d.]+)"(?: data-floor="(none)")?><\/span>/g,
    (_, study: string, amplitude: string, floor?: string) => {
      const [, percent = Number.NaN] =
        pointsOf(readRows(study), floor === undefined ? 0 : null).find(([at]) => at === Number(amplitude)) ?? [];
      return `<span class="saved" data-value="${percent / 100}">${percent.toFixed(1)}\u00a0%</span>`;
    },
  );
}

/** Inserts computed numbers into the text. */
async function writeNumbers(html: string): Promise<string> {
  // every second piece is the name of a number
  const pieces = html.split(/(?<=<span class="number" data-number="([\w-]+)">)(?=<\/span>)/);
  const written = pieces.map((piece, index) => (index % 2 === 0 ? piece : computeNumber(piece)));
  return (await Promise.all(written)).join('');
}

function computeNumber(name: string): string | Promise<string> {
  const compute = numbers[name];
  if (compute === undefined) throw new Error(`unknown number in a text: "${name}"`);
  return compute();
}

/** Writes a table for readers without scripts. */
function writeTable({ caption, head, rows }: StillTable): string {
  const cells = (tag: string, values: readonly (string | number)[]) =>
    values.map((value) => `<${tag}>${value}</${tag.split(' ')[0]}>`).join('');
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('');
  return `<table><caption>${caption}</caption><thead><tr>${cells('th scope="col"', head)}</tr></thead><tbody>${body}</tbody></table>`;
}

async function writePart(name: string): Promise<string> {
  const text = readFileSync(`${parts}${name}/text.html`, 'utf8');
  const [before = '', guess = '', tries = '', takeaway = '', after = ''] = text.split(
    /<!-- (?:guess|try|try above|takeaway|after) -->\n/,
  );
  const steps = `<ol class="steps" data-count="${tries.split('<li>').length - 1}">`;
  const attempt = `<div class="try">${keepPunctuation(tries).replace('<ol class="steps">', steps)}</div>`;
  // above drawings that are taller than the screen
  const isAbove = text.includes('<!-- try above -->');
  const { drawing, sentence, table, after: second = '' } = (await stills[name]?.()) ?? { drawing: '', sentence: '' };
  const written = await writeNumbers(
    writeSaved(
      addLawDetails(`<section id="${name}" class="part" aria-labelledby="${name}-title">
${before.replace(/<h([12])>/, `<h$1 id="${name}-title" tabindex="-1">`)}
<figure data-part="${name}" aria-labelledby="${name}-question">
${guess.replace('<p class="question">', `<p class="question" id="${name}-question">`)}
<div class="body">
<div class="result">
${isAbove ? attempt : ''}
<div class="stage">${drawing}</div>
<p class="sentence" id="${name}-sentence">${sentence}</p>
<p class="spoken" role="status"></p>
${isAbove ? '' : attempt}
<p class="cover" aria-hidden="true">Guess first, then there is more here.</p>
</div>
<div class="panel">
<div class="controls"></div>
<div class="extra"></div>
<div class="foot"><button type="button" class="reset needs-script">Reset</button>
<a class="link needs-script" href="#v=1&amp;at=${name}">Link to this view</a></div>
</div>
</div>
<details${table === undefined ? ' class="needs-script"' : ''}><summary>The numbers</summary><div class="numbers" tabindex="0" role="region" aria-label="Numbers of the figure ${name}">${table === undefined ? '' : writeTable(table)}</div></details>
<details class="program needs-script"><summary>The code</summary></details>
<figcaption>${takeaway}</figcaption>
</figure>
${after.replace('<!-- drawing -->', () => second)}
</section>`),
    ),
  );
  return keepUnits(linkFiles(written));
}

/** Joins numbers with their units, and parts with their numbers, so that no line begins with a unit or a number. */
function keepUnits(html: string): string {
  return html.replace(/(?<=\d(?:<\/span>)?) (?=%|Hz\b|ms\b)|(?<=\bparts?) (?=\d)/g, '\u00a0');
}

/** Joins buttons in the text with the punctuation mark after them, so that no line begins with a comma. */
function keepPunctuation(html: string): string {
  return html.replace(/<button[^>]*data-set[^>]*>[^<]*<\/button>[.,:;]/g, '<span class="whole">$&</span>');
}
