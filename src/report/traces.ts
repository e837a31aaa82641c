import * as Plot from '@observablehq/plot';
import { answerWhy, type CompareOutput } from './compare.ts';
import { type Caption, describeFigure, plotOnWhite } from './figure.ts';

/** Colors and dashes of A and B (palette of Okabe and Ito, 2008). */
const looks = { a: { color: '#D55E00', dash: 'none' }, b: { color: '#0072B2', dash: '7 3' } };

/** Draws the voltages of both simulators on the separating input, with their spikes above, as SVG. */
export function drawTraces(output: CompareOutput): string | undefined {
  const { separation } = output;
  if (separation === null || separation.what === 'failure') return undefined;
  const { answers, neuron, step, input } = separation;
  const sides = (['a', 'b'] as const).filter((side) => answers[side].voltage !== undefined);
  if (sides.length === 0) return undefined;
  const marksOf = (side: 'a' | 'b') => {
    const { voltage = [], spikes = [] } = answers[side];
    const { color, dash } = looks[side];
    const start = { step: -1, voltage: input.initialVoltage[neuron] ?? 0 };
    const points = [start, ...voltage.map((row, at) => ({ step: at, voltage: row[neuron] as number }))];
    const fired = (spikes[neuron] ?? []).map((at) => ({ step: at }));
    const channels = { x: 'step', y: 'voltage' };
    return [
      Plot.line(points, { ...channels, stroke: color, strokeDasharray: dash, strokeWidth: 1.8 }),
      Plot.dot(points, { ...channels, fill: color, r: 2.6 }),
      Plot.tickX(fired, { x: 'step', stroke: color, strokeWidth: 2, strokeDasharray: dash, dx: side === 'a' ? -2 : 2 }),
      Plot.text([points.at(-1) ?? start], { ...channels, text: () => side.toUpperCase(), dx: 14, fill: color }),
    ];
  };
  const plot = plotOnWhite({
    ...{ width: 610, height: 300, marginRight: 40 },
    x: { label: 'step', labelAnchor: 'center', labelOffset: 40, ticks: Math.min(input.current.length, 12) },
    y: { label: 'voltage', grid: true },
    marks: [
      Plot.ruleY([1], { strokeDasharray: '1 3' }),
      Plot.ruleX([step], { stroke: '#999', strokeDasharray: '3 3' }),
      ...sides.flatMap(marksOf),
    ],
  });
  const caption: Caption = {
    title: 'Voltages and spikes of both simulators on the smallest input that separates them',
    description: answerWhy(output),
  };
  return describeFigure(plot, caption);
}
