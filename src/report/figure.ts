import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { InputError } from '../base/input-error.ts';
import { type AccuracyCurve, type AccuracyPoint, seedCurves } from '../study/results/accuracy-curve.ts';

interface Look {
  readonly color: string;
  readonly dash: string;
  readonly symbol: Plot.SymbolType;
}

/** Curves differ in dash, marker and color (palette of Okabe and Ito, 2008). */
const looks: readonly Look[] = [
  { color: '#D55E00', dash: 'none', symbol: 'circle' },
  { color: '#0072B2', dash: '7 3', symbol: 'square' },
  { color: '#CC79A7', dash: '2 3', symbol: 'triangle' },
  { color: '#E69F00', dash: '9 3 2 3', symbol: 'diamond' },
  { color: '#009E73', dash: '12 4', symbol: 'star' },
  { color: '#56B4E9', dash: '4 2 1 2', symbol: 'wye' },
  { color: '#7A3E00', dash: '1 2', symbol: 'diamond2' },
  { color: '#004D40', dash: '9 2 2 2 2 2', symbol: 'triangle2' },
];
const rateLooks: readonly Look[] = [
  { color: '#333333', dash: '1 3', symbol: 'cross' },
  { color: '#666666', dash: '1 5', symbol: 'times' },
  { color: '#111111', dash: '3 5', symbol: 'plus' },
  { color: '#888888', dash: '5 5', symbol: 'asterisk' },
];

interface LookedCurve {
  readonly curve: AccuracyCurve;
  readonly look: Look;
}

const markerSize = 2.6;

/** Least distance between two labels, as a fraction of the accuracy axis. */
const labelDistance = 0.05;

export interface AccuracyFigure {
  readonly title: string;
  readonly description: string;
  readonly curves: readonly AccuracyCurve[];
}

/**
 * Draws accuracy against amplitude as a self-contained SVG, byte-identical everywhere.
 *
 * @returns SVG text with a line end
 * @throws {InputError} if there are more curves than can be distinguished
 */
export function drawFigure({ curves, ...caption }: AccuracyFigure): string {
  const looked = withLooks(curves);
  const longest = Math.max(...curves.map(({ name }) => name.length));
  const marginRight = Math.max(150, 40 + 7 * longest);
  const document = parseHTML('<!doctype html><html><body></body></html>').document as unknown as Document;
  const plot = Plot.plot({
    document,
    style: { fontFamily: 'system-ui, sans-serif', fontSize: '13px', background: 'white', color: 'black' },
    width: 610 + marginRight,
    height: 420,
    marginLeft: 50,
    marginBottom: 46,
    marginRight,
    x: { label: 'spike amplitude', labelAnchor: 'center', labelOffset: 40, grid: false },
    y: { label: 'accuracy, %', domain: [0, 100], grid: true },
    marks: [Plot.ruleY([0]), ...looked.flatMap(marksOf), ...labelsOf(looked)],
  });
  return describeFigure(plot, caption);
}

function withLooks(curves: readonly AccuracyCurve[]): LookedCurve[] {
  const isRate = ({ floor }: AccuracyCurve) => floor === 'rate';
  const [rate, spiking] = [curves.filter(isRate), curves.filter((curve) => !isRate(curve))];
  if (spiking.length > looks.length || rate.length > rateLooks.length)
    throw new InputError(
      `these results have ${spiking.length} spiking and ${rate.length} rate curves; a figure shows at most ${looks.length} and ${rateLooks.length}, so name fewer folders`,
    );
  return curves.map((curve) => {
    const look = isRate(curve) ? rateLooks[rate.indexOf(curve)] : looks[spiking.indexOf(curve)];
    return { curve, look: look as Look };
  });
}

function marksOf({ curve, look }: LookedCurve): Plot.Markish[] {
  const toPoints = (points: readonly Pick<AccuracyPoint, 'amplitude' | 'accuracy'>[]) =>
    points.map(({ amplitude, accuracy }) => ({ amplitude, percent: 100 * accuracy }));
  const data = toPoints(curve.points);
  const channels = { x: 'amplitude', y: 'percent' };
  const ofSeeds = seedCurves(curve);
  const [thin, bold] = [0.7, ofSeeds.length > 0 ? 2.6 : 1.8];
  return [
    // thin lines for seeds, under their mean
    ...ofSeeds.map((points) =>
      Plot.line(toPoints(points), { ...channels, stroke: look.color, strokeWidth: thin, strokeOpacity: 0.6 }),
    ),
    Plot.line(data, { ...channels, stroke: look.color, strokeWidth: bold, strokeDasharray: look.dash }),
    Plot.dot(data, { ...channels, stroke: look.color, fill: 'white', r: markerSize, symbol: look.symbol }),
  ];
}

/** Labels the right ends of the curves; labels that would overlap are moved apart. */
function labelsOf(looked: readonly LookedCurve[]): Plot.Markish[] {
  const ends = looked.map(({ curve: { name, points }, look }) => {
    return { name, look, ...(points.at(-1) ?? { amplitude: 0, accuracy: 0 }) };
  });
  const right = Math.max(...ends.map(({ amplitude }) => amplitude));
  let above = Number.POSITIVE_INFINITY;
  const labels = [...ends]
    .sort((a, b) => b.accuracy - a.accuracy)
    .map(({ name, look, accuracy }) => {
      above = Math.min(accuracy, above - labelDistance);
      return { name, look, amplitude: right, percent: 100 * above };
    });
  const channels = { x: 'amplitude', y: 'percent' };
  return [
    ...labels.map((label) => {
      const { color, symbol } = label.look;
      return Plot.dot([label], { ...channels, dx: 14, stroke: color, fill: 'white', r: markerSize, symbol });
    }),
    Plot.text(labels, { ...channels, text: 'name', textAnchor: 'start', dx: 22, fill: 'black' }),
  ];
}

/** Adds the texts for screen readers and what a separate SVG file needs. */
function describeFigure(plot: Element, { title, description }: Omit<AccuracyFigure, 'curves'>): string {
  const describe = (tag: string, id: string, text: string) => {
    const element = plot.ownerDocument.createElementNS('http://www.w3.org/2000/svg', tag);
    element.textContent = text;
    element.setAttribute('id', id);
    return element;
  };
  plot.prepend(describe('title', 'figure-title', title), describe('desc', 'figure-description', description));
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-labelledby', 'figure-title figure-description');
  return `${plot.outerHTML}\n`;
}
