import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import { chargeOf } from '../../../../src/conformance/conventions/rule.ts';
import { at } from './inputs.ts';

/** Relative distance of the next currents from those that hold a voltage at 1; their steps end within 4e-6 of it. */
const beside = 2 ** -18;

/** Currents just above and just below those that hold a voltage at 1 in steps of τ_rc/2, by each integrator and scale. */
const holding = [1, ...Object.values(chargeOf).flatMap((charge) => [charge(0.5), 2 * charge(0.5)])];
const besideHolding = [...new Set(holding)].flatMap((current) => [current * (1 + beside), current * (1 - beside)]);

/** Inputs near the threshold. */
export const thresholdCases: readonly NeuronCase[] = [
  {
    id: 'exact-threshold',
    clause: 'threshold',
    title: 'stays at exactly 1 and never fires',
    origin: 'analytic',
    input: at(1, 20, { initialVoltage: [1] }),
  },
  {
    id: 'current-one',
    clause: 'threshold',
    title: 'approaches 1 at a current of 1 and never fires',
    origin: 'analytic',
    input: at(1, 60),
  },
  {
    id: 'just-above-threshold',
    clause: 'threshold',
    title: 'ends its first step at about 1 + 2⁻¹² and fires',
    input: at(20.509, 1),
  },
  {
    id: 'just-below-threshold',
    clause: 'threshold',
    title: 'ends its first step at about 1 − 2⁻¹² and does not fire',
    input: at(20.499, 1),
  },
  {
    id: 'nearest-to-threshold',
    clause: 'threshold',
    title: 'starts at 1 and fires in its first step if that ends 1.5 millionths above 1, not below; by any rule',
    input: at(1, 2, {
      ...{ tauRcSeconds: 0.002, initialVoltage: besideHolding.map(() => 1) },
      current: [besideHolding, besideHolding.map(() => 0)],
    }),
  },
  {
    id: 'start-at-one-driven',
    clause: 'threshold',
    title: 'starts at exactly 1, which is not a spike, and fires in its first step at a larger current',
    input: at(2, 30, { initialVoltage: [1] }),
  },
  {
    id: 'start-at-one-let-go',
    clause: 'threshold',
    title: 'starts at exactly 1, leaks and does not fire',
    input: at(0, 10, { initialVoltage: [1] }),
  },
  {
    id: 'current-just-below-one',
    clause: 'threshold',
    title: 'never fires at a current of 0.999',
    input: at(0.999, 60),
  },
  {
    id: 'current-one-without-refractory-time',
    clause: 'threshold',
    title: 'stays at exactly 1 with any time constants',
    origin: 'analytic',
    input: at(1, 20, { initialVoltage: [1], tauRefSeconds: 0, tauRcSeconds: 0.005, dtSeconds: 0.002 }),
  },
];

/** Inputs with different initial voltages. */
export const startCases: readonly NeuronCase[] = [
  {
    id: 'start-half-way',
    clause: 'start',
    title: 'fires sooner if it starts halfway to the threshold',
    input: at(2, 40, { initialVoltage: [0.5] }),
  },
  {
    id: 'start-inhibited',
    clause: 'start',
    title: 'fires later if it starts below 0 without a floor',
    input: at(2, 60, { initialVoltage: [-1], minVoltage: null }),
  },
  {
    id: 'start-below-floor',
    clause: 'start',
    title: 'starts below its floor and is lifted to it in the first step',
    input: at(2, 40, { initialVoltage: [-1] }),
  },
  {
    id: 'three-starts',
    clause: 'start',
    title: 'fires sooner if it starts higher',
    input: at(1.5, 50, { initialVoltage: [0, 0.25, 0.75], current: Array.from({ length: 50 }, () => [1.5, 1.5, 1.5]) }),
  },
  { id: 'first-spike-latency', clause: 'start', title: 'fires first after τ_rc · ln(J/(J − 1))', input: at(1.25, 60) },
  {
    id: 'first-spike-long-latency',
    clause: 'start',
    title: 'takes 92 ms to its first spike at a current of 1.01',
    input: at(1.01, 120),
  },
  {
    id: 'start-just-below-one',
    clause: 'start',
    title: 'starts at 0.99 and fires in its first step',
    input: at(1.5, 30, { initialVoltage: [0.99] }),
  },
  {
    id: 'start-far-below',
    clause: 'start',
    title: 'starts at −5 without a floor and takes 29 ms more to its first spike',
    input: at(2, 90, { initialVoltage: [-5], minVoltage: null }),
  },
  {
    id: 'five-starts',
    clause: 'start',
    title: 'starts five neurons at different voltages',
    input: at(1.75, 40, {
      initialVoltage: [0.8, 0, 0.4, 0.2, 0.6],
      current: Array.from({ length: 40 }, () => [1.75, 1.75, 1.75, 1.75, 1.75]),
    }),
  },
  {
    id: 'continued-while-refractory',
    clause: 'state',
    title: 'continues a run from its refractory period',
    input: at(6, 40),
    continuedAt: 5,
  },
  {
    id: 'continued-while-charging',
    clause: 'state',
    title: 'continues a run from halfway to the threshold',
    input: at(2.5, 40),
    continuedAt: 17,
  },
];
