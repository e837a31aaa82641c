import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type BenchResult, type Measured, speeds } from './result.ts';
import { spreadOf } from './spread.ts';

const color = '#0072B2';

/** Number of letters of a reason that fit into the chart. The table contains the whole reason. */
const reasonLetters = 70;

/** Draws the speeds with spikes and in training as SVG. Missing contenders have a row with the reason. */
export function drawSpeeds({ spiking, training, missing, settings }: BenchResult): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const rows = [...rowsOf(spiking, 'with spikes'), ...rowsOf(training, 'training')];
  const absent = missing.map(({ title, reason }) => ({
    title: shorten(title),
    work: 'with spikes',
    label: `missing: ${reason.length > reasonLetters ? `${reason.slice(0, reasonLetters)}…` : reason}`,
  }));
  const position = { fy: 'work', y: 'title' };
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
      label: `images/s: median, minimum and maximum of ${settings.repetitions} rounds`,
    },
    y: { label: null, domain: [...new Set([...rows, ...absent].map(({ title }) => title))] },
    fy: { label: null, domain: ['with spikes', 'training'] },
    marks: [
      Plot.ruleY(rows, { ...position, x1: 'least', x2: 'most', stroke: color, strokeWidth: 2 }),
      Plot.dot(rows, { ...position, x: 'median', fill: color, r: 4 }),
      Plot.text(rows, { ...position, x: 'most', text: 'label', textAnchor: 'start', dx: 8 }),
      Plot.text(absent, { ...position, text: 'label', frameAnchor: 'left', dx: 4, fontStyle: 'italic' }),
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
