import { readFileSync, writeFileSync } from 'node:fs';
import { log } from '../src/base/elementary.ts';
import { formatJson } from '../src/base/text.ts';
import { createEngine } from '../src/engine/engine.ts';
import { formatMarkdownTable, makeColumns } from '../src/report/table.ts';
import { type EffectiveNetwork, foldForSpikes, tutorialPoint } from '../src/simulator/network/effective.ts';
import type { Reset } from '../src/simulator/network/network.ts';
import { type LifParameters, lifConstants } from '../src/simulator/neuron/lif.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';

/** How the neurons of another simulator differ from Nengo's. */
interface Rules {
  readonly reset?: Reset;
  readonly refractory?: 'none';
  readonly integrator?: 'euler';
  /** The readable code runs another reset, so it is shown fewer images. */
  readonly images: number;
}

/** The rules under which the network runs, by what is different from Nengo. */
export const rules: Readonly<Record<string, Rules>> = {
  none: { images: 500 },
  'no refractory period': { refractory: 'none', images: 500 },
  'no refractory period, Euler': { refractory: 'none', integrator: 'euler', images: 500 },
  'reset by subtraction': { reset: 'subtract', images: 50 },
  'no refractory period, Euler, reset by subtraction': {
    ...{ refractory: 'none', integrator: 'euler', reset: 'subtract' },
    images: 50,
  },
};

/** The accuracy of NengoDL's network under some rules, and the class of each image, one digit per image. */
interface RulesPoint {
  readonly rules: string;
  readonly amplitude: number;
  readonly minVoltage: number | null;
  readonly images: number;
  readonly accuracy: number;
  readonly predicted: string;
}

const path = 'fixtures/studies/nengo-dl-rules.json';
const amplitudes = [0.01, 0.1, 0.5];
const floors = [0, null];

/** Runs NengoDL's network under the rules of other simulators: fixtures/studies/nengo-dl-rules.json, in ten minutes. */
export async function writeRules(): Promise<void> {
  const points: RulesPoint[] = [];
  for (const [name, { images }] of Object.entries(rules))
    for (const minVoltage of floors)
      for (const amplitude of amplitudes) points.push(await runUnderRules(name, { amplitude, minVoltage }, images));
  writeFileSync(path, formatJson({ network: 'nengo-dl', points }));
}

/** Runs NengoDL's network on the first test images. */
export async function runUnderRules(
  name: string,
  { amplitude, minVoltage }: Pick<RulesPoint, 'amplitude' | 'minVoltage'>,
  images: number,
): Promise<RulesPoint> {
  const { images: digits, labels } = loadMnist('test');
  const { prepare } = await createEngine();
  const { runSpiking } = prepare(foldUnderRules(rules[name] as Rules, amplitude, minVoltage));
  const predicted = digits.slice(0, images).map((image) => runSpiking(image).predicted);
  const right = predicted.filter((label, image) => label === labels[image]);
  const accuracy = right.length / images;
  return { rules: name, amplitude, minVoltage, images, accuracy, predicted: predicted.join('') };
}

/** Folds the weights as Nengo does, and replaces the rules of the neurons. */
function foldUnderRules(
  { reset = 'zero', refractory, integrator }: Rules,
  amplitude: number,
  minVoltage: number | null,
): EffectiveNetwork {
  const network = readNetwork('fixtures/networks/nengo-dl');
  const point = { ...tutorialPoint, amplitude, minVoltage: minVoltage ?? Number.NEGATIVE_INFINITY, reset };
  const { neuron } = network.architecture;
  const parameters = { ...neuron, dtSeconds: point.dtSeconds, minVoltage: point.minVoltage };
  const changed: LifParameters = {
    ...parameters,
    ...(refractory === 'none' && { tauRefSeconds: 0 }),
    ...(integrator === 'euler' && { tauRcSeconds: tauOfEuler(parameters) }),
  };
  return { ...foldForSpikes(network, point), lif: lifConstants(changed, point.precision) };
}

/**
 * Without a refractory period, a step by Euler is an exact step with a shorter time constant.
 *
 *   1 − dt/τ = e^(−dt/τ′)
 */
function tauOfEuler({ dtSeconds, tauRcSeconds }: Pick<LifParameters, 'dtSeconds' | 'tauRcSeconds'>): number {
  return -dtSeconds / log(1 - dtSeconds / tauRcSeconds);
}

/** The saved accuracies as a Markdown table. */
export function tabulateRules(): string {
  const { points }: { readonly points: readonly RulesPoint[] } = JSON.parse(readFileSync(path, 'utf8'));
  const columns = floors.flatMap((minVoltage) => amplitudes.map((amplitude) => ({ minVoltage, amplitude })));
  return formatMarkdownTable(
    makeColumns(Object.entries(rules), [
      ['difference from Nengo', ([name]) => name],
      ['images', ([, { images }]) => images],
      ...columns.map(({ minVoltage, amplitude }) => {
        const isIt = (one: RulesPoint) => one.minVoltage === minVoltage && one.amplitude === amplitude;
        const cell = ([name]: [string, Rules]) => {
          const { accuracy } = points.find((one) => one.rules === name && isIt(one)) as RulesPoint;
          return (100 * accuracy).toFixed(1);
        };
        return [`${amplitude}, ${minVoltage === null ? 'no floor' : 'floor 0'}`, cell] as const;
      }),
    ]),
  );
}
