import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Curve } from '../study/curves.ts';

/** How curves look: told apart by dashes and markers, and by colour besides (Okabe and Ito 2008). */
const looks = [
  { colour: '#D55E00', dash: 'none', symbol: 'circle' },
  { colour: '#0072B2', dash: '7 3', symbol: 'square' },
  { colour: '#CC79A7', dash: '2 3', symbol: 'triangle' },
  { colour: '#E69F00', dash: '9 3 2 3', symbol: 'diamond' },
] as const;
const rateLook = { colour: '#333333', dash: '1 3', symbol: 'cross' } as const;

/** Distance between the labels of two curves at least, in points of accuracy. */
const labelDistance = 0.05;

/** What a figure says in words, for those who do not see it. */
export interface Caption {
  readonly title: string;
  readonly description: string;
}

/**
 * Draws accuracy over amplitude as SVG: a file of its own, the same bytes everywhere, readable without colour.
 *
 * @returns SVG text with a line end
 */
export function drawFigure(curves: readonly Curve[], caption: Caption): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const looked = curves.map((curve, index) => ({
    curve,
    look: curve.floor === 'rate' ? rateLook : (looks[index % looks.length] as (typeof looks)[number]),
  }));
  const plot = Plot.plot({
    document,
    width: 760,
    height: 420,
    marginLeft: 50,
    marginRight: 150,
    style: { fontFamily: 'system-ui, sans-serif', fontSize: '13px', background: 'white', color: 'black' },
    x: { label: 'spike amplitude', grid: false },
    y: { label: 'accuracy, %', domain: [0, 100], grid: true },
    marks: [Plot.ruleY([0]), ...looked.flatMap(({ curve, look }) => marksOf(curve, look)), labelsOf(curves)],
  } as Plot.PlotOptions);
  const createElement = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);
  return describeFigure(plot as unknown as Node, createElement as unknown as (name: string) => Node, caption);
}

function marksOf(curve: Curve, look: { colour: string; dash: string; symbol: Plot.SymbolType }): Plot.Markish[] {
  const data = curve.points.map(({ amplitude, accuracy }) => ({ amplitude, percent: 100 * accuracy }));
  const place = { x: 'amplitude', y: 'percent' };
  return [
    Plot.line(data, { ...place, stroke: look.colour, strokeWidth: 1.8, strokeDasharray: look.dash }),
    Plot.dot(data, { ...place, stroke: look.colour, fill: 'white', r: 2.6, symbol: look.symbol }),
  ];
}

/** The names of the curves at their right ends, moved apart where they would lie on one another. */
function labelsOf(curves: readonly Curve[]): Plot.Markish {
  const ends = curves.map(({ name, points }) => ({ name, ...(points.at(-1) ?? { amplitude: 0, accuracy: 0 }) }));
  let above = Number.POSITIVE_INFINITY;
  const labels = [...ends]
    .sort((a, b) => b.accuracy - a.accuracy)
    .map(({ name, amplitude, accuracy }) => {
      above = Math.min(accuracy, above - labelDistance);
      return { name, amplitude, percent: 100 * above };
    });
  return Plot.text(labels, { x: 'amplitude', y: 'percent', text: 'name', textAnchor: 'start', dx: 10, fill: 'black' });
}

/** The parts of a document that are needed here. */
interface Node {
  readonly outerHTML: string;
  textContent: string;
  readonly setAttribute: (name: string, value: string) => void;
  readonly prepend: (...nodes: Node[]) => void;
}

/** Adds what a screen reader says, and what makes the picture a file. */
function describeFigure(plot: Node, createElement: (name: string) => Node, { title, description }: Caption): string {
  const [titleNode, descriptionNode] = [createElement('title'), createElement('desc')];
  titleNode.textContent = title;
  titleNode.setAttribute('id', 'figure-title');
  descriptionNode.textContent = description;
  descriptionNode.setAttribute('id', 'figure-description');
  plot.prepend(titleNode, descriptionNode);
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-labelledby', 'figure-title figure-description');
  return `${plot.outerHTML}\n`;
}
