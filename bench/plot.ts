import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type BenchResult, type Measured, speeds } from './result.ts';
import { spreadOf } from './spread.ts';

/** Draws images a second of all contenders, with spikes and in training, on one logarithmic axis, as SVG. */
export function drawSpeeds({ spiking, training, missing, settings }: BenchResult): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const rows = [...rowsOf(spiking, 'with spikes'), ...rowsOf(training, 'training')];
  const left = missing.map(({ title }) => title).join(', ');
  const plot = Plot.plot({
    document,
    width: 760,
    marginLeft: 190,
    marginRight: 80,
    style: { fontFamily: 'system-ui, sans-serif', fontSize: '13px', background: 'white', color: 'black' },
    x: {
      type: 'log',
      grid: true,
      label: `images/s: median, least and most of ${settings.repetitions} rounds${left && `; missing: ${left}`}`,
    },
    y: { label: null, domain: [...new Set(rows.map(({ title }) => title))] },
    fy: { label: null, domain: ['with spikes', 'training'] },
    marks: [
      Plot.ruleY(rows, { fy: 'work', y: 'title', x1: 'least', x2: 'most', stroke: '#0072B2', strokeWidth: 2 }),
      Plot.dot(rows, { fy: 'work', y: 'title', x: 'median', fill: '#0072B2', r: 4 }),
      Plot.text(rows, { fy: 'work', y: 'title', x: 'most', text: 'label', textAnchor: 'start', dx: 8 }),
    ],
  } as Plot.PlotOptions);
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${plot.outerHTML}\n`;
}

function rowsOf(measured: readonly Measured[], work: string): { title: string; work: string }[] {
  return measured.map((one) => {
    const spread = spreadOf(speeds(one));
    const label = spread.median.toFixed(spread.median < 100 ? 1 : 0);
    return { title: one.title.replace('lifspec, ', ''), work, label, ...spread };
  });
}
