import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import { along, at, held } from './inputs.ts';

/** Inputs with several spikes. */
export const refractoryCases: readonly NeuronCase[] = [
  {
    id: 'refractory-none',
    clause: 'refractory',
    title: 'has no refractory period',
    input: at(3, 60, { tauRefSeconds: 0 }),
  },
  {
    id: 'refractory-part-of-a-step',
    clause: 'refractory',
    title: 'is refractory for 0.4 steps',
    input: at(3, 60, { tauRefSeconds: 0.0004 }),
  },
  {
    id: 'refractory-one-step',
    clause: 'refractory',
    title: 'is refractory for one step',
    input: at(3, 60, { tauRefSeconds: 0.001 }),
  },
  { id: 'refractory-two-steps', clause: 'refractory', title: 'is refractory for two steps', input: at(3, 60) },
  {
    id: 'refractory-between',
    clause: 'refractory',
    title: 'is refractory for 2.6 steps',
    input: at(3, 60, { tauRefSeconds: 0.0026 }),
  },
  {
    id: 'huge-current',
    clause: 'refractory',
    title: 'fires every 2 ms at a current of 10,000',
    input: at(10_000, 60),
  },
  {
    id: 'huge-current-no-refractory',
    clause: 'reset',
    title: 'fires in every step, once',
    input: at(10_000, 40, { tauRefSeconds: 0 }),
  },
  ...[0, 0.0004, 0.001, 0.0013, 0.002, 0.0026, 0.005].flatMap((tauRefSeconds) =>
    [0.0005, 0.002].map((dtSeconds) => refractoryAt(dtSeconds, tauRefSeconds)),
  ),
  {
    id: 'refractory-below-a-step-driven-hard',
    clause: 'refractory',
    title: 'is refractory for 0.4 steps and fires in every step at a very large current',
    input: at(10_000, 40, { tauRefSeconds: 0.0004 }),
  },
  {
    id: 'refractory-step-and-a-half-driven-hard',
    clause: 'refractory',
    title: 'is refractory for 1.5 steps and fires nearly twice in three steps',
    input: at(1000, 60, { tauRefSeconds: 0.0015 }),
  },
  {
    id: 'refractory-long',
    clause: 'refractory',
    title: 'is refractory for 17.3 steps, far longer than it takes to charge',
    input: at(20, 80, { tauRefSeconds: 0.0173 }),
  },
  {
    id: 'refractory-deaf',
    clause: 'refractory',
    title: 'ignores a pulse of current in its refractory period',
    input: along(held([6, 4], [60, 1], [-60, 1], [0, 6], [3, 20]), { tauRefSeconds: 0.0025 }),
  },
];

/** Refractory periods that are not a multiple of the step, shorter than a step, or 0. */
function refractoryAt(dtSeconds: number, tauRefSeconds: number): NeuronCase {
  const named = (seconds: number) => Number((1000 * seconds).toFixed(1));
  return {
    id: `refractory-${named(tauRefSeconds)}-ms-in-steps-of-${named(dtSeconds)}-ms`,
    clause: 'refractory',
    title: `is refractory for ${named(tauRefSeconds)} ms in steps of ${named(dtSeconds)} ms`,
    input: at(4.25, 60, { dtSeconds, tauRefSeconds }),
  };
}
