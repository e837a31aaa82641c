import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../src/report/html.ts';
import { curvesOfStudies, drawStudies, formatStudiesHtml, type NamedOutput } from '../../src/report/study-html.ts';
import { someSettings } from '../study/made-up.ts';
import { madeUpOutput, madeUpSeeds } from './made-up-study.ts';

const fixed: NamedOutput = { name: 'a', ...madeUpOutput() };
const retrained: NamedOutput = { name: 'b', ...madeUpOutput({ mode: 'retrained', rateAccuracy: 0.5 }) };

const all = (tag: ParentNode, selector: string): Element[] => [...tag.querySelectorAll(selector)];
const query = (html: string): Document => parseHTML(html).document as unknown as Document;

describe('the figure', () => {
  const svg = query(`<body>${drawStudies([fixed])}</body>`);

  it('is one self-contained SVG with a title and a description', () => {
    const [root, ...others] = all(svg, 'svg');
    expect(others).toEqual([]);
    expect(root?.getAttribute('xmlns')).toBe('http://www.w3.org/2000/svg');
    expect(root?.getAttribute('role')).toBe('img');
    const ids = root?.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const [title, description] = ids.map((id) => svg.querySelector(`#${id}`)?.textContent);
    expect(title).toBe('Accuracy of the miniature network against the spike amplitude');
    expect(description).toContain('the voltage floor causes most of the accuracy loss');
  });

  it('distinguishes curves without color: by dashes, markers and names', () => {
    const dashes = all(svg, 'g[aria-label="line"]').map((group) => group.getAttribute('stroke-dasharray'));
    expect(new Set(dashes).size).toBe(3);
    const markers = all(svg, 'g[aria-label="dot"] > :first-child');
    const shapes = markers.map((marker) => marker.outerHTML.replace(/(transform|c[xy])="[^"]*"/g, ''));
    expect(new Set(shapes).size).toBe(3);
    const names = all(svg, 'g[aria-label="text"] text').map((text) => text.textContent);
    expect(names.sort()).toEqual(['rate network', 'spiking, floor 0', 'spiking, no floor']);
  });

  it('never overlaps two labels', () => {
    const same = madeUpOutput({ spikingAccuracy: 0.9, rateAccuracy: 0.9 });
    const labels = all(query(`<body>${drawStudies([{ ...fixed, ...same }])}</body>`), 'g[aria-label="text"] text');
    const heights = labels.map((label) => Number(/,([\d.]+)\)/.exec(label.getAttribute('transform') ?? '')?.[1]));
    const [low, middle, high] = heights.sort((a, b) => a - b) as [number, number, number];
    expect(Math.min(middle - low, high - middle)).toBeGreaterThan(13); // the size of the letters
  });
});

describe('the report on a study', () => {
  const page = query(formatStudiesHtml([fixed]));

  it('contains the answer, the figure, settings and versions', () => {
    const text = page.querySelector('body')?.textContent ?? '';
    for (const sentence of fixed.answer) expect(text).toContain(sentence);
    expect(all(page, 'figure svg[role=img]')).toHaveLength(1);
    expect(text).toContain('version: lifspec');
    expect(text).toContain(someSettings.networkDigest);
  });

  it('has an accessible table', () => {
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('en');
    expect(page.querySelector('.scroll')?.getAttribute('aria-label')).toBe('Accuracy and spikes at every amplitude');
    const spans = all(page, 'thead tr:first-child th').map((cell) => Number(cell.getAttribute('colspan')));
    expect(spans.reduce((sum, span) => sum + span, 0)).toBe(all(page, 'thead th[scope=col]').length);
    expect(all(page, 'tbody th[scope=row]')).toHaveLength(3);
  });

  it('needs no scripts and no other files', () => {
    expect(all(page, 'script, link, img, iframe, object')).toEqual([]);
    expect(formatStudiesHtml([fixed])).not.toMatch(/(src|href)="|url\(|@import/);
  });

  it('escapes all external text', () => {
    const settings = { ...fixed.settings, network: '<script>alert("1")</script>' };
    const hostile = query(formatStudiesHtml([{ ...fixed, settings, answer: ['<img src=x onerror=alert(1)>'] }]));
    expect(all(hostile, 'script, img')).toEqual([]);
    expect(hostile.querySelector('h1')?.textContent).toContain('<script>alert("1")</script>');
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
});

describe('the report on several studies', () => {
  const nameCurves = (...studies: NamedOutput[]) => curvesOfStudies(studies).map(({ name }) => name);
  const curves = (label: string) => ['spiking, floor 0', 'spiking, no floor', 'rate network'].map((one) => label + one);

  it('names curves by the origin of the weights, if there are several studies', () => {
    expect(nameCurves(fixed, retrained)).toEqual([...curves('fixed: '), ...curves('retrained: ')]);
    expect(nameCurves(fixed)).toEqual(curves(''));
    expect(formatStudiesHtml([fixed])).toContain('<h2>Accuracy and spikes at every amplitude</h2>');
  });

  it('names the folders if the weights have the same origin, and draws a shared rate network once', () => {
    const again = { ...fixed, name: 'b' };
    expect(nameCurves(fixed, again)).toEqual([...curves('fixed (a): '), ...curves('fixed (b): ').slice(0, 2)]);
  });

  it('refuses more curves than can be distinguished', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...fixed, name }));
    expect(() => curvesOfStudies(many)).toThrow('a figure shows at most 8 and 4, so name fewer folders');
  });

  it('contains every answer, all numbers, and one figure', () => {
    const page = formatStudiesHtml([fixed, { name: 'b', ...madeUpSeeds([0, 1, 2]) }]);
    for (const sentence of fixed.answer) expect(page).toContain(sentence);
    expect(page.match(/<svg/g)).toHaveLength(1);
    expect(page.match(/<table/g)).toHaveLength(3); // two tables of numbers, one summary over seeds
    const headings = [...page.matchAll(/<h2>([^<]*)/g)].map(([, text]) => text);
    expect(headings).toContain('Accuracy and spikes at every amplitude: fixed (a)');
    expect(new Set(headings).size).toBe(headings.length);
  });

  it('escapes the names of folders', () => {
    const hostile = ['<script>', '<img src=x>'].map((name) => ({ ...fixed, name }));
    expect(formatStudiesHtml(hostile)).not.toMatch(/<script|<img/);
  });
});
