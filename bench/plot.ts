import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type BenchResult, type Measured, speeds } from './result.ts';
import { spreadOf } from './spread.ts';

const colour = '#0072B2';

/** Most letters of a reason that fit into the picture; the table has all of them. */
const reasonLetters = 70;

/** Draws images a second of all, with spikes and in training, as SVG; who is missing has a row that says why. */
export function drawSpeeds({ spiking, training, missing, settings }: BenchResult): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const rows = [...rowsOf(spiking, 'with spikes'), ...rowsOf(training, 'training')];
  const gone = missing.map(({ title, reason }) => ({
    title: shorten(title),
    work: 'with spikes',
    label: `missing: ${reason.length > reasonLetters ? `${reason.slice(0, reasonLetters)}…` : reason}`,
  }));
  const place = { fy: 'work', y: 'title' };
  const plot = Plot.plot({
    document,
    width: 760,
    marginLeft: 215,
    marginRight: 120,
    marginBottom: 40,
    style: { fontFamily: 'system-ui, sans-serif', fontSize: '13px', background: 'white', color: 'black' },
    x: {
      type: 'log',
      nice: true,
      grid: true,
      ticks: 4,
      tickFormat: (value: number) => String(value),
      label: `images/s: median, least and most of ${settings.repetitions} rounds`,
    },
    y: { label: null, domain: [...new Set([...rows, ...gone].map(({ title }) => title))] },
    fy: { label: null, domain: ['with spikes', 'training'] },
    marks: [
      Plot.ruleY(rows, { ...place, x1: 'least', x2: 'most', stroke: colour, strokeWidth: 2 }),
      Plot.dot(rows, { ...place, x: 'median', fill: colour, r: 4 }),
      Plot.text(rows, { ...place, x: 'most', text: 'label', textAnchor: 'start', dx: 8 }),
      Plot.text(gone, { ...place, text: 'label', frameAnchor: 'left', dx: 4, fontStyle: 'italic' }),
    ],
  } as Plot.PlotOptions);
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${plot.outerHTML}\n`;
}

function rowsOf(measured: readonly Measured[], work: string): { title: string; work: string }[] {
  return measured.map((one) => {
    const spread = spreadOf(speeds(one));
    const label = spread.median.toFixed(spread.median < 100 ? 1 : 0);
    return { title: shorten(one.title), work, label, ...spread };
  });
}

function shorten(title: string): string {
  return title.replace('lifspec, ', '');
}
