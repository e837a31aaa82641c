import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { type StillTable, stills } from '../parts/stills.ts';
import { writeBehind } from './behind.ts';
import { readRows } from './kept-studies.ts';
import { numbers } from './numbers.ts';

const parts = fileURLToPath(new URL('../parts/', import.meta.url));

/**
 * Puts the parts into the page when it is built: their texts, and a still picture of every figure as the author has set
 * it. So the page can be read, and shows its figures, before any script has run and without one.
 */
export function writePage(): Plugin {
  return {
    name: 'lifspec-parts',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace(/<!-- part: (\w+) -->/g, (_, name: string) => writePart(name)),
    },
    configureServer: (server) => {
      server.watcher.add(`${parts}**/*.html`);
    },
    handleHotUpdate: ({ file, server }) => {
      if (file.endsWith('.html')) server.ws.send({ type: 'full-reload' });
    },
  };
}

/** Puts numbers of kept studies into the text: mean accuracy with a floor over the seeds, at an amplitude. */
function writeKept(html: string): string {
  return html.replace(
    /<span class="kept" data-study="([\w-]+)" data-amplitude="([\d.]+)"><\/span>/g,
    (_, study: string, amplitude: string) => {
      const own = readRows(study).filter((row) => row.amplitude === Number(amplitude) && row.minVoltage === 0);
      const mean = own.reduce((sum, { spikingAccuracy }) => sum + spikingAccuracy, 0) / own.length;
      return `<span class="kept" data-value="${mean}">${(100 * mean).toFixed(1)} %</span>`;
    },
  );
}

/** Puts results into the text where it asks for them. */
function writeNumbers(html: string): string {
  return html.replace(
    /(<span class="number" data-number="([\w-]+)">)(<\/span>)/g,
    (_, open: string, name: string, close: string) => {
      const compute = numbers[name];
      if (compute === undefined) throw new Error(`a text asks for the number "${name}", which nobody computes`);
      return open + compute() + close;
    },
  );
}

/** A table for readers without scripts. */
function writeTable({ caption, head, rows }: StillTable): string {
  const cells = (tag: string, values: readonly (string | number)[]) =>
    values.map((value) => `<${tag}>${value}</${tag.split(' ')[0]}>`).join('');
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('');
  return `<table><caption>${caption}</caption><thead><tr>${cells('th scope="col"', head)}</tr></thead><tbody>${body}</tbody></table>`;
}

function writePart(name: string): string {
  const text = readFileSync(`${parts}${name}/text.html`, 'utf8');
  const [before = '', guess = '', tries = '', takeaway = '', after = ''] = text.split(
    /<!-- (?:guess|try|try above|takeaway|after) -->\n/,
  );
  const attempt = `<div class="try">${tries}</div>`;
  // where a picture is taller than the screen, what to try stands above it
  const isAbove = text.includes('<!-- try above -->');
  const { drawing, sentence, table } = stills[name]?.() ?? { drawing: '', sentence: '' };
  return writeNumbers(
    writeKept(
      writeBehind(`<section id="${name}" class="part" aria-labelledby="${name}-title">
${before.replace(/<h([12])>/, `<h$1 id="${name}-title" tabindex="-1">`)}
<figure data-part="${name}" aria-describedby="${name}-sentence">
${guess}
<div class="body">
<div class="result">
${isAbove ? attempt : ''}
<div class="stage">${drawing}</div>
<p class="sentence" id="${name}-sentence">${sentence}</p>
<p class="spoken" role="status"></p>
${isAbove ? '' : attempt}
<p class="cover" aria-hidden="true">Guess first; the answer then shows here.</p>
</div>
<div class="panel">
<div class="controls"></div>
<div class="extra"></div>
<div class="foot"><button type="button" class="reset needs-script">Reset</button>
<a class="link needs-script" href="#v=1&amp;at=${name}">Link to this view</a></div>
</div>
</div>
<details${table === undefined ? ' class="needs-script"' : ''}><summary>The numbers</summary><div class="numbers" tabindex="0" role="region" aria-label="The numbers of the figure ${name}">${table === undefined ? '' : writeTable(table)}</div></details>
<figcaption>${takeaway}</figcaption>
</figure>
${after}
</section>`),
    ),
  );
}
