import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const right = reference('float64') as Required<Implementation>;

/** The reference with a changed input. */
function neuronMutant(name: string, difference: string, change: (input: NeuronInput) => NeuronInput): Mutant {
  return { ...describeMutant(name, difference), neuron: (input) => right.neuron(change(input)) };
}

function trainMutant(
  name: string,
  difference: string,
  change: (train: readonly number[], neuron: number, neurons: number) => readonly number[],
): Mutant {
  const neuron: Mutant['neuron'] = async (input) => {
    const output = await right.neuron(input);
    return { ...output, spikes: output.spikes.map((train, index, { length }) => change(train, index, length)) };
  };
  return { ...describeMutant(name, difference), neuron };
}

/** Neurons that are wrong beyond some number, length, depth or ratio. */
export const lifSizeMutants: readonly Mutant[] = [
  trainMutant('silent-from-the-thirteenth-neuron', 'never fires in any neuron after the twelfth', (train, neuron) =>
    neuron < 12 ? train : [],
  ),
  trainMutant(
    'late-for-more-than-64-neurons',
    'fires a step late if there are more than 64 neurons',
    (train, _, all) => (all > 64 ? train.map((step) => step + 1) : train),
  ),
  trainMutant(
    'late-for-an-odd-number-above-11',
    'fires a step late if the number of neurons is odd and above 11',
    (train, _, all) => (all > 11 && all % 2 === 1 ? train.map((step) => step + 1) : train),
  ),
  trainMutant('silent-after-step-510', 'never fires after step 510', (train) => train.filter((step) => step <= 510)),
  trainMutant('late-after-1000-steps', 'fires a step late after 1,000 steps', (train) =>
    train.map((step) => (step < 1000 ? step : step + 1)),
  ),
  neuronMutant('floor-of-at-least-minus-two', 'uses a floor of −2 instead of any lower one', (input) => ({
    ...input,
    minVoltage: input.minVoltage && Math.max(input.minVoltage, -2),
  })),
  neuronMutant('no-floor-is-minus-1000', 'uses a floor of −1,000 instead of none', withoutFloorAt(-1000)),
  neuronMutant('starts-at-the-floor-at-least', 'starts at the floor instead of below it', (input) => ({
    ...input,
    initialVoltage: input.initialVoltage.map((voltage) => Math.max(voltage, input.minVoltage ?? voltage)),
  })),
  neuronMutant('steps-of-at-least-a-thousandth', 'uses 1,000 dt for a larger τ_rc', (input) =>
    Number.isFinite(input.tauRcSeconds)
      ? { ...input, tauRcSeconds: Math.min(input.tauRcSeconds, 1000 * input.dtSeconds) }
      : input,
  ),
];

function withoutFloorAt(minVoltage: number): (input: NeuronInput) => NeuronInput {
  return (input) => ({ ...input, minVoltage: input.minVoltage ?? minVoltage });
}
