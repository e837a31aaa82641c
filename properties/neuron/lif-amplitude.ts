import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { legalNeuron } from '../arbitraries/legal-neuron.ts';
import { amplitude, lifInput } from '../arbitraries/lif.ts';
import { requireThat } from '../require.ts';
import { stableUnder } from './lif-declared.ts';
import { requireSameRun, run } from './neuron-run.ts';

/** The amplitude scales what a neuron sends. If it changed the neuron, no two points of a sweep could be compared. */
export const spikesIgnoreAmplitude: Law = {
  id: 'lif/spikes-ignore-amplitude',
  clause: 'spike-height',
  statement: 'always fires in the same steps and has exactly the same voltages at every amplitude',
  needs: ['neuron'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), amplitude(), async (input, other) => {
      const steps = input.current.length;
      const expected = await run(implementation, { ...input, amplitude: 1 });
      const got = await run(implementation, { ...input, amplitude: other });
      requireSameRun(spikesIgnoreAmplitude, expected, got, steps);
    }),
};

/** Amplitude, dt and their quotient are each rounded once. So are 1/dt and a product. Together: four roundings. */
const roundingsOfHeight = 4;

/** A spike lasts one step, so its area is the amplitude. A simulator that sends the amplitude itself is wrong by dt. */
export const heightIsAmplitudeOverStep: Law = {
  id: 'lif/height-is-amplitude-over-dt',
  clause: 'spike-height',
  statement: 'always sends amplitude/dt in the step of a spike',
  needs: ['neuron'],
  assumes: ['spikeHeight', 'amplitude'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(legalNeuron(), async (drawn) => {
      const bounded = stableUnder(conventions, drawn);
      const input = { ...bounded, current: bounded.current.slice(0, 3) };
      const { spikes, spikeHeight } = await run(implementation, input);
      const height = input.amplitude / input.dtSeconds;
      const allowed = roundingsOfHeight * unitRoundoff[implementation.precision] * height;
      const holds = Math.abs(spikeHeight - height) <= allowed;
      requireHeight(holds, heightIsAmplitudeOverStep, height, spikeHeight, spikes[0] ?? [], input.current.length);
    }),
};

/** Multiplication by a power of two is exact, so this needs no tolerance. */
export const doubledAmplitudeDoubles: Law = {
  id: 'lif/doubled-amplitude-doubles',
  clause: 'spike-height',
  statement: 'always sends exactly 2ⁿ times as much at 2ⁿ times the amplitude',
  needs: ['neuron'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), fc.integer({ min: -6, max: 6 }), async (input, exponent) => {
      const factor = 2 ** exponent;
      const once = await run(implementation, input);
      const got = await run(implementation, { ...input, amplitude: factor * input.amplitude });
      const height = factor * once.spikeHeight;
      const holds = got.spikeHeight === height;
      requireHeight(holds, doubledAmplitudeDoubles, height, got.spikeHeight, got.spikes[0] ?? [], input.current.length);
    }),
};

function requireHeight(
  holds: boolean,
  law: Law,
  expected: number,
  got: number,
  train: readonly number[],
  steps: number,
): void {
  requireThat(holds, law, () => ({
    expected: new SpikeTrain(train, steps, `spikes of height ${expected}`),
    got: new SpikeTrain(train, steps, `spikes of height ${got}`),
  }));
}
