import { copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { accuracyCurve } from '../../src/study/results/accuracy-curve.ts';
import { type StillTable, stills } from '../parts/stills.ts';
import { addLawDetails, linkFiles } from './law-details.ts';
import { numbers } from './numbers.ts';
import { writePreview } from './preview.ts';
import { readRows } from './saved-studies.ts';

const page = fileURLToPath(new URL('../', import.meta.url));
const parts = `${page}parts/`;

/** What every page begins with. The policy lets it load nothing from other hosts. */
const head = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">`;

const icon = `<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 13h4l2-11 2 11h6' fill='none' stroke='%23d55e00' stroke-width='2'/%3E%3C/svg%3E">`;

/**
 * Inserts the parts into the pages when they are built, with a static drawing of every figure, so they can be read
 * without scripts.
 */
export function writePages(): Plugin {
  const written = new Map<string, Promise<string>>();
  const write = (name: string) => {
    const known = written.get(name) ?? writePart(name);
    written.set(name, known);
    return known;
  };
  return {
    name: 'lifspec-parts',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html, { server }) => {
        // the development server writes styles into the document
        const policy = server ? head.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") : head;
        const whole = html
          .replace('<!-- head -->', policy)
          .replace('<!-- icon -->', icon)
          .replace('<!-- preview -->', () => writePreview(process.env.LIFSPEC_PAGE))
          .replace(
            '<!-- parts -->',
            Object.keys(stills)
              .map((name) => `<!-- part: ${name} -->`)
              .join('\n'),
          )
          .replace('<!-- ending -->', () =>
            keepOptions(keepUnits(linkFiles(addLawDetails(writeSaved(readFileSync(`${page}ending.html`, 'utf8')))))),
          );
        const pieces = whole.split(/<!-- part: (\w+) -->/);
        const filled = await Promise.all(pieces.map((piece, index) => (index % 2 === 0 ? piece : write(piece))));
        // a figure that stands alone has the heading of a page, and its text refers to the whole page
        return html.includes('<!-- parts -->')
          ? filled
              .join('')
              .replace(/<h2( id="\w+-title".*?)<\/h2>/gs, '<h1$1</h1>')
              .replaceAll('<a href="#', '<a href="./#')
          : filled.join('');
      },
    },
    writeBundle: ({ dir = '' }) => copyFileSync(`${page}screenshot.png`, `${dir}/preview.png`),
    configureServer: (server) => {
      server.watcher.add(`${parts}**/*.html`);
    },
    handleHotUpdate: ({ file, server }) => {
      if (!file.endsWith('.html')) return;
      written.clear();
      server.ws.send({ type: 'full-reload' });
    },
  };
}

/** Inserts mean accuracies of saved studies into the text, with the floor unless it says none. */
function writeSaved(html: string): string {
  return html.replace(
    /<span class="saved" data-study="([\w-]+)" data-amplitude="([\d.]+)"(?: data-floor="(none)")?><\/span>/g,
    (_, study: string, amplitude: string, floor?: string) => {
      const curve = accuracyCurve(readRows(study), floor === undefined ? 0 : null);
      const point = curve?.points.find((one) => one.amplitude === Number(amplitude));
      if (point === undefined) throw new Error(`${study}: no result at amplitude ${amplitude}`);
      const write = (accuracy: number) => `${(100 * accuracy).toFixed(1)}\u00a0%`;
      const each =
        point.ofSeeds.length === 2 ? ` (mean of two networks, ${point.ofSeeds.map(write).join(' and ')})` : '';
      return `<span class="saved" data-value="${point.accuracy}">${write(point.accuracy)}</span>${each}`;
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

/** The texts of a part by the comments before them. */
function readTexts(name: string): ReadonlyMap<string, string> {
  const pieces = `<!-- before -->\n${readFileSync(`${parts}${name}/text.html`, 'utf8')}`.split(/^<!-- (\w+) -->\n/m);
  return new Map(pieces.slice(1).flatMap((piece, index, all) => (index % 2 ? [] : [[piece, all[index + 1] ?? '']])));
}

async function writePart(name: string): Promise<string> {
  const texts = readTexts(name);
  const of = (key: string) => texts.get(key) ?? '';
  const { drawing, sentence, table } = (await stills[name]?.()) ?? { drawing: '', sentence: '' };
  const tries = texts.has('try') ? `<div class="try">${keepPunctuation(of('try'))}</div>` : '';
  const guess = labelAnswers(of('guess')).replace('<p class="question">', `<p class="question" id="${name}-question">`);
  const isToy = texts.has('toy');
  const [, text = '', law = ''] = /^(.*?)(<p class="law">.*)?$/s.exec(of('after')) ?? [];
  const stage = `<div class="stage">${drawing}</div>`;
  const panel = `<div class="panel"><div class="controls"></div><div class="extra"></div></div>`;
  const heading = (of('before') + of('aside')).replace(/<h([12])>/, `<h$1 id="${name}-title" tabindex="-1">`);
  const figure = `<figure data-part="${name}"${isToy ? ' class="toy"' : ''} aria-labelledby="${name}-${guess === '' || isToy ? 'title' : 'question'}" aria-describedby="${name}-sentence">
${isToy ? '' : guess}
<div class="body">
${isToy ? of('dares') + panel + stage : stage + panel}
<p class="sentence" id="${name}-sentence">${sentence}</p>
<p class="spoken" role="status"></p>
${isToy ? guess : ''}
${tries}
</div>
<details class="more needs-script"><summary>${isToy ? 'Draw a digit, and more' : 'More'}</summary><div class="controls"></div>
<div class="foot"><button type="button" class="reset">Reset</button>
<a class="link" href="#v=1&amp;at=${name}">Link to this view</a></div></details>
<details${table === undefined ? ' class="needs-script"' : ''}><summary>The numbers</summary><div class="numbers" tabindex="0" role="region" aria-label="Numbers of the figure ${name}">${table === undefined ? '' : writeTable(table)}</div></details>
<details class="program needs-script"><summary>The code</summary></details>
${law}
${texts.has('takeaway') ? `<figcaption>${of('takeaway')}</figcaption>` : ''}
</figure>
${text}`;
  const [, title = '', rest = ''] = /^(<h[12].*?<\/h[12]>)(.*)$/s.exec(heading) ?? [];
  const inside = texts.has('aside')
    ? `<details class="aside"><summary>${title}</summary>${rest}${figure}</details>`
    : heading + figure;
  const section = `<section id="${name}" class="part" aria-labelledby="${name}-title">\n${inside}\n</section>`;
  return keepUnits(linkFiles(await writeNumbers(writeSaved(addLawDetails(section)))));
}

/** Puts the guess before its answer, where answers stand without their buttons, and room for the verdict. */
function labelAnswers(html: string): string {
  return html.replace(/<p class="answer" data-for="(\w+)">/g, (whole, guess: string) => {
    const [, label = ''] = new RegExp(`data-guess="${guess}">(.*?)</button>`, 's').exec(html) ?? [];
    return `${whole.slice(0, -1)} data-label="${label}"><b></b>`;
  });
}

/** Joins numbers with their units, and parts with their numbers, so that no line begins with a unit or a number. */
function keepUnits(html: string): string {
  return html.replace(/(?<=\d(?:<\/span>)?) (?=%|Hz\b|ms\b)|(?<=\bparts?) (?=\d)/g, '\u00a0');
}

/** Joins buttons in the text with the punctuation mark after them, so that no line begins with a comma. */
function keepPunctuation(html: string): string {
  return html.replace(/<button[^>]*data-set[^>]*>[^<]*<\/button>[.,:;]/g, '<span class="whole">$&</span>');
}

/** Joins options of commands with their dashes, after which a browser would break the line. */
function keepOptions(html: string): string {
  return html.replace(/--[a-z-]+/g, '<span class="whole">$&</span>');
}
