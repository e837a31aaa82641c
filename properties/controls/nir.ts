import type { Implementation } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { type EulerChoices, eulerChoices, runEulerNir } from '../oracles/euler-nir.ts';

const byEuler = (name: string, choices: Partial<EulerChoices> = {}): Implementation => ({
  name,
  precision: 'float64',
  nir: (input) => runEulerNir(input, { ...eulerChoices, ...choices }),
});

/** NIR importers that discretize differently from the reference. */
export const nirControls: readonly Implementation[] = [
  { name: 'NIR in float32', precision: 'float32', nir: reference('float32').nir as NonNullable<Implementation['nir']> },
  byEuler('NIR by Euler, from 0, fires at the threshold'),
  byEuler('NIR by Euler, from rest, one step late', { start: (leak) => leak, delaySteps: 1 }),
];
