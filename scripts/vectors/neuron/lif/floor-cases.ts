import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import { along, at, held } from './inputs.ts';

/** Six steps of inhibition and five of excitation, repeated. */
const fluctuation = Array.from(
  { length: 16 },
  (_, piece) => (piece % 2 === 0 ? [-4, 6] : [6, 5]) as readonly [number, number],
);

/** Inputs with negative voltages. */
export const floorCases: readonly NeuronCase[] = [
  {
    id: 'inhibition-with-floor',
    clause: 'floor',
    title: 'discards inhibition at its floor',
    input: along(held([-3, 20], [2, 40])),
  },
  {
    id: 'inhibition-without-floor',
    clause: 'floor',
    title: 'remembers inhibition',
    input: along(held([-3, 20], [2, 60]), { minVoltage: null }),
  },
  {
    id: 'inhibition-floor-at-minus-one',
    clause: 'floor',
    title: 'preserves inhibition down to −1',
    input: along(held([-3, 20], [2, 60]), { minVoltage: -1 }),
  },
  {
    id: 'leak',
    clause: 'integration',
    title: 'leaks to 1/e of its voltage in 20 ms',
    origin: 'analytic',
    input: at(0, 20, { initialVoltage: [0.9] }),
  },
  {
    id: 'inhibition-strong',
    clause: 'floor',
    title: 'stays at its floor under any inhibition',
    input: along(held([-1000, 10], [2, 30])),
  },
  {
    id: 'inhibition-strong-without-floor',
    clause: 'floor',
    title: 'follows inhibition without bound if there is no floor',
    input: along(held([-20, 10], [8, 40]), { minVoltage: null }),
  },
  {
    id: 'inhibition-floor-at-a-half-below',
    clause: 'floor',
    title: 'is clipped at −0.5 in every step',
    input: along(held([-3, 30], [2.5, 40]), { minVoltage: -0.5 }),
  },
  {
    id: 'inhibition-never-reaches-floor',
    clause: 'floor',
    title: 'behaves as if it had no floor if the floor is never reached',
    input: along(held([-1.5, 20], [2, 50]), { minVoltage: -4 }),
  },
  {
    id: 'fluctuation-with-floor',
    clause: 'floor',
    title: 'fires at a current that alternates between −4 and 6, because the floor discards inhibition',
    input: along(held(...fluctuation)),
  },
  {
    id: 'fluctuation-without-floor',
    clause: 'floor',
    title: 'fires less at the same current without a floor',
    input: along(held(...fluctuation), { minVoltage: null }),
  },
];
