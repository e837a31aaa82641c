import { lif, type NeuronType } from '../simulator/neuron/model.ts';
import { discreteLif, type StepRules } from './discrete-lif.ts';
import { subtractingLif } from './subtracting-lif.ts';

const euler: StepRules = {
  integrator: 'euler',
  inputScale: 'one-minus-decay',
  comparison: '>',
  reset: 'zero',
  resetTime: 'at-once',
  refractory: 'none',
};
const spikingjelly: StepRules = { ...euler, comparison: '>=' };
const snntorch: StepRules = { ...euler, integrator: 'exact', inputScale: 'one' };

/**
 * The rules of libraries that train with gradients. Those with the name of a profile (src/conformance/choices/profiles.ts)
 * have its conventions.
 */
export const stepRules = {
  'norse-box': euler,
  'snntorch-zero': snntorch,
  'snntorch-subtract': { ...snntorch, reset: 'subtract', resetTime: 'one-step-late' },
  spikingjelly,
  'spikingjelly-subtract': { ...spikingjelly, reset: 'subtract' },
  'spikingjelly-unscaled': { ...spikingjelly, inputScale: 'one' },
  'spikingjelly-unscaled-subtract': { ...spikingjelly, inputScale: 'one', reset: 'subtract' },
} as const satisfies Readonly<Record<string, StepRules>>;

type StepRulesName = keyof typeof stepRules;

/** The kinds of neurons that `network.json` and the settings of a study can name. */
export const neuronTypes = {
  lif,
  'reset-by-subtraction': subtractingLif,
  ...(Object.fromEntries(Object.entries(stepRules).map(([name, rules]) => [name, discreteLif(rules)])) as Readonly<
    Record<StepRulesName, NeuronType>
  >),
} as const satisfies Readonly<Record<string, NeuronType>>;

/** The name of a kind of neurons. */
export type NeuronTypeName = keyof typeof neuronTypes;

/** All names. */
export const neuronTypeNames = Object.keys(neuronTypes) as [NeuronTypeName, ...NeuronTypeName[]];
