import { tutorialCurrent } from '../../../../properties/oracles/closed-form.ts';
import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import { at } from './inputs.ts';

/** Inputs with different amplitudes. */
export const amplitudeCases: readonly NeuronCase[] = [0.01, 0.02, 0.5, 2, 0.05, 0.1, 0.2, 0.3, 1].map((height) => ({
  id: `amplitude-${height}`,
  clause: 'spike-height',
  title: `fires in the same steps and sends ${height}/dt`,
  input: at(2.5, 50, { amplitude: height }),
}));

/** Inputs of neurons in the tutorial network. */
export const operatingCases: readonly NeuronCase[] = [
  {
    id: 'tutorial-at-zero',
    clause: 'threshold',
    title: 'is silent at input 0 in the tutorial network',
    origin: 'analytic',
    input: at(tutorialCurrent(0), 30, { amplitude: 0.01 }),
  },
  {
    id: 'tutorial-at-two',
    clause: 'count',
    title: 'fires at 156 Hz at input 2, above its max rate of 100 Hz',
    input: at(tutorialCurrent(2), 100, { amplitude: 0.01 }),
  },
  ...[0.25, 0.5, 4, 16, 255].map(
    (x): NeuronCase => ({
      id: `tutorial-at-${x}`,
      clause: x < 1 ? 'rule' : 'count',
      title: `fires in the tutorial network at input ${x}`,
      input: at(tutorialCurrent(x), 100, { amplitude: 0.01 }),
    }),
  ),
  {
    id: 'tutorial-below-zero',
    clause: 'threshold',
    title: 'is silent at input −1 in the tutorial network',
    input: at(tutorialCurrent(-1), 30, { amplitude: 0.01 }),
  },
  {
    id: 'tutorial-window',
    clause: 'count',
    title: 'fires 3 spikes in 30 ms at 105 Hz: rates are multiples of 33 Hz',
    input: at(tutorialCurrent(1.07), 30, { amplitude: 0.01 }),
  },
];
