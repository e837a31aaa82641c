import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '../../src/report/figure.ts';
import { drawSweepFigure, formatSweepHtml } from '../../src/report/html.ts';
import { escapeHtml } from '../../src/report/html-document.ts';
import { curvesOf } from '../../src/study/results/accuracy-curve.ts';
import { someSettings } from '../study/made-up.ts';
import { madeUpOutput } from './made-up-output.ts';

/** The parts of a document that are looked at here. */
interface Tag {
  readonly textContent: string;
  readonly outerHTML: string;
  readonly children: readonly Tag[];
  readonly firstElementChild: Tag;
  readonly parentElement: Tag;
  readonly getAttribute: (name: string) => string | null;
  readonly querySelector: (selector: string) => Tag | null;
  readonly querySelectorAll: (selector: string) => readonly Tag[];
}

const query = (html: string) => parseHTML(html).document as unknown as Tag;

describe('the figure', () => {
  const svg = query(`<body>${drawSweepFigure(madeUpOutput())}</body>`);

  it('is one SVG of its own that says what it shows', () => {
    const root = svg.querySelector('svg');
    expect(root?.getAttribute('xmlns')).toBe('http://www.w3.org/2000/svg');
    expect(root?.getAttribute('role')).toBe('img');
    expect(svg.querySelectorAll('svg')).toHaveLength(1);
    const [title, description] = (root?.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => svg.querySelector(`#${id}`));
    expect(title?.textContent).toBe('Accuracy of the miniature network over the spike amplitude');
    expect(description?.textContent).toContain('So the floor is not all of it');
  });

  it('tells the curves apart without colour: dashes, markers and names', () => {
    const lines = svg.querySelectorAll('g[aria-label="line"] path');
    const dashes = Array.from(lines, (line) => line.parentElement.getAttribute('stroke-dasharray'));
    expect(new Set(dashes).size).toBe(3);
    const markers = svg.querySelectorAll('g[aria-label="dot"]');
    const shapes = Array.from(markers, (group) =>
      group.firstElementChild.outerHTML.replace(/(transform|c[xy])="[^"]*"/g, ''),
    );
    expect(new Set(shapes).size).toBe(3);
    const names = Array.from(svg.querySelectorAll('g[aria-label="text"] text'), (text) => text.textContent);
    expect(names.sort()).toEqual(['rate network', 'spiking, floor 0', 'spiking, no floor']);
  });

  it('never lets two names lie on one another', () => {
    const same = madeUpOutput({ spikingAccuracy: 0.9, rateAccuracy: 0.9 });
    const labels = query(`<body>${drawSweepFigure(same)}</body>`).querySelectorAll('g[aria-label="text"] text');
    const heights = Array.from(labels, (label) =>
      Number(/,([\d.]+)\)/.exec(label.getAttribute('transform') ?? '')?.[1]),
    );
    const gaps = heights
      .sort((a, b) => a - b)
      .slice(1)
      .map((height, index) => height - (heights[index] as number));
    expect(heights).toHaveLength(3);
    expect(Math.min(...gaps)).toBeGreaterThan(13); // the size of the letters
  });

  it('is the same, byte for byte, when it is drawn again', () => {
    expect(drawSweepFigure(madeUpOutput())).toBe(drawSweepFigure(madeUpOutput()));
  });

  it('lets no text become a tag', () => {
    const caption = { title: '<script>', description: '</desc><script>' };
    const figure = drawFigure(curvesOf(madeUpOutput().rows), caption);
    expect(figure).not.toContain('<script');
  });
});

describe('the report', () => {
  const output = madeUpOutput();
  const page = query(formatSweepHtml(output));

  it('holds the answer, the figure, every number, settings and versions', () => {
    const text = page.querySelector('body')?.textContent ?? '';
    for (const sentence of output.answer) expect(text).toContain(sentence);
    expect(page.querySelectorAll('figure svg[role=img]')).toHaveLength(1);
    const lines = Array.from((page.querySelector('table') as Tag).querySelectorAll('tbody tr'), (line) =>
      Array.from(line.children, (cell) => cell.textContent),
    );
    expect(lines[1]).toEqual(['0.02', '50.00', '96.00', '98.00', '0.1000', '0.2000', '0.1000', '0.2000']);
    expect(lines).toHaveLength(3);
    expect(text).toContain('version: lifspec');
    expect(text).toContain(someSettings.networkDigest);
  });

  it('has a table that a screen reader can read', () => {
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('en');
    expect(page.querySelector('caption')?.textContent).toBe('Accuracy and spikes at every amplitude');
    const table = page.querySelector('table') as Tag;
    const width = Array.from(table.querySelectorAll('thead tr:first-child th'), (cell) =>
      Number(cell.getAttribute('colspan')),
    );
    expect(width.reduce((sum, columns) => sum + columns, 0)).toBe(table.querySelectorAll('thead th[scope=col]').length);
    expect(table.querySelectorAll('tbody th[scope=row]')).toHaveLength(3);
  });

  it('shows where accuracy goes, if it knows it with and without floor', () => {
    const table = page.querySelectorAll('table')[1] as Tag;
    const lines = Array.from(table.querySelectorAll('tbody tr'), (line) =>
      Array.from(line.children, (cell) => cell.textContent),
    );
    // accuracy .5 with floor, .96 without, as a rate network .98 as before
    expect(lines[1]).toEqual(['0.02', '50.00', '4.00', '0.00', '46.00']);
    const floored = output.rows.filter(({ minVoltage }) => minVoltage === 0);
    expect(formatSweepHtml({ ...output, rows: floored })).not.toContain('Where accuracy goes');
  });

  it('needs no script and nothing from elsewhere', () => {
    expect(page.querySelectorAll('script, link, img, iframe, object')).toHaveLength(0);
    expect(formatSweepHtml(output)).not.toMatch(/(src|href)="|url\(|@import/);
  });

  it('escapes everything that comes from outside', () => {
    const settings = { ...output.settings, network: '<script>alert("1")</script>' };
    const hostile = query(formatSweepHtml({ ...output, settings, answer: ['<img src=x onerror=alert(1)>'] }));
    expect(hostile.querySelectorAll('script, img')).toHaveLength(0);
    expect(hostile.querySelector('h1')?.textContent).toContain('<script>alert("1")</script>');
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
});
