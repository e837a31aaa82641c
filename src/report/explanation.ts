import { hundredths } from '../study/answer/words.ts';
import type { ExplainOutput } from '../study/explanation/explanation-schema.ts';
import type { AccuracyCurve } from '../study/results/accuracy-curve.ts';
import { describeSettings } from '../study/settings.ts';
import { type Document, sentences, titledTable } from './document.ts';
import type { AccuracyFigure } from './figure.ts';
import { settingsOf } from './studies.ts';
import { type Column, makeColumns, nameFloor, toPercent } from './table.ts';

/**
 * Reports an explanation: the answer, the remedies, a figure, the amplitudes, the layers.
 *
 * @param svg - the curves, drawn from `figureOfExplanation`
 */
export function reportExplanation(output: ExplainOutput, svg?: string): Document {
  const { settings, versions, target, trainedAmplitude, kick } = output;
  const about = `${settings.network} network trained for amplitude ${trainedAmplitude}, ${describeSettings(settings)}`;
  const kicks =
    kick === undefined
      ? []
      : [`The median kick of layer 2, from its rates, is ${kick.toFixed(2)} at amplitude ${target}.`];
  return {
    title: `Why the accuracy of the ${settings.network} network drops with the spike amplitude`,
    parts: [
      ...sentences(output.answer, 'answer'),
      ...titledTable(`Remedies at amplitude ${target}, the most accurate first`, tabulateRemedies(output)),
      ...(svg === undefined ? [] : [{ kind: 'figure', svg, caption: [`${about}.`] } as const]),
      ...titledTable('Accuracy at every amplitude that was run', tabulateAmplitudes(output)),
      ...sentences(kicks),
      ...sentences([`lifspec ${versions.lifspec}: ${about}`], 'soft'),
    ],
    appendix: settingsOf(output),
  };
}

const rangeOf = ([low, high]: readonly [number, number]) => `${hundredths(low)} … ${hundredths(high)}`;

function tabulateRemedies({ remedies, advised }: ExplainOutput): Column[] {
  return makeColumns(remedies, [
    ['remedy', ({ name }) => (name === advised ? `${name} (advised)` : name)],
    ['accuracy', ({ accuracy }) => hundredths(accuracy), '%'],
    ['95 %', ({ interval }) => rangeOf(interval), '%'],
    ['recovers', ({ recovers }) => hundredths(recovers), 'points'],
    ['95 % of it', ({ recoversInterval }) => rangeOf(recoversInterval), 'points'],
    ['better than no change', ({ isBetter }) => (isBetter ? 'yes' : 'not shown')],
  ]);
}

function tabulateAmplitudes({ amplitudes, settings }: ExplainOutput): Column[] {
  const [own = null] = settings.minVoltages;
  return makeColumns(amplitudes, [
    ['amplitude', ({ amplitude }) => amplitude],
    ['rate network', ({ accuracy }) => toPercent(accuracy.rate), 'accuracy, %'],
    [nameFloor(own), ({ accuracy }) => toPercent(accuracy.unchanged), 'accuracy, %'],
    ...(own === null
      ? []
      : [
          [
            'no floor',
            ({ accuracy }: ExplainOutput['amplitudes'][number]) =>
              accuracy.free === null ? '–' : toPercent(accuracy.free),
            'accuracy, %',
          ] as const,
        ]),
  ]);
}

/** Accuracy against amplitude: unchanged, without a floor, and as a rate network. */
export function figureOfExplanation({ amplitudes, settings, answer }: ExplainOutput): AccuracyFigure {
  const [own = null] = settings.minVoltages;
  const curve = (name: string, floor: AccuracyCurve['floor'], kind: 'rate' | 'unchanged' | 'free'): AccuracyCurve => {
    const points = amplitudes.flatMap(({ amplitude, accuracy: { [kind]: accuracy } }) =>
      accuracy === null ? [] : [{ amplitude, accuracy, ofSeeds: [accuracy] }],
    );
    return { name, floor, points, images: settings.images, seeds: [0] };
  };
  return {
    curves: [
      curve(`spiking, ${nameFloor(own)}`, own, 'unchanged'),
      ...(own === null ? [] : [curve('spiking, no floor', null, 'free')]),
      curve('rate network', 'rate', 'rate'),
    ],
    title: `Accuracy of the ${settings.network} network against the spike amplitude`,
    description: answer.join(' '),
  };
}
