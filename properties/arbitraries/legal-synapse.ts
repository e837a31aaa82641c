import fc from 'fast-check';
import { randomStream } from '../../src/base/random.ts';
import type { SynapseInput } from '../../src/conformance/implementation.ts';
import { multiple, sizeUpTo, smallFirst, timeStep } from './scale.ts';
import { logUniform, wholeLogUniform } from './size.ts';

/** Every field of a request over its legal range: τ from a fiftieth of a step to 100,000 steps, and pauses after every eight values. */
export const legalSynapse = (): fc.Arbitrary<SynapseInput> =>
  fc
    .record({
      dtSeconds: timeStep(),
      tau: fc.oneof(
        { weight: 5, arbitrary: multiple(0.02, 1e5) },
        { weight: 1, arbitrary: logUniform(1 / 36, 1).map((steps) => (dt: number) => steps * dt) },
      ),
      steps: sizeUpTo(5000, 60),
      values: fc.oneof(
        smallFirst,
        { weight: 4, arbitrary: fc.array(value(), { minLength: 2, maxLength: 16 }) },
        { weight: 1, arbitrary: fc.array(wholeLogUniform(1, 1e12), { minLength: 2, maxLength: 16 }) },
      ),
      silence: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.constantFrom(20, 260, 1030) },
      ),
      seed: fc.nat({ max: 2 ** 20 }),
    })
    .map(({ dtSeconds, tau, steps, values, silence, seed }) => {
      const stream = randomStream(`signal/${seed}`);
      const isSilent = (step: number) => step % (silence + 8) >= 8;
      const length = silence === 0 ? steps : Math.max(steps, 2 * silence);
      const signal = Array.from({ length }, (_, step) =>
        isSilent(step) ? 0 : (values[Math.floor(values.length * stream())] as number),
      );
      return { dtSeconds, tauSeconds: tau(dtSeconds), signal };
    });

/** Eighths, the pulses of spikes, and any size. */
const value = () =>
  fc.oneof(
    smallFirst,
    { weight: 6, arbitrary: fc.integer({ min: -128, max: 128 }).map((eighths) => eighths / 8) },
    { weight: 3, arbitrary: fc.constantFrom(0, 8) },
    { weight: 1, arbitrary: logUniform(1e-6, 1e12) },
    { weight: 1, arbitrary: fc.constantFrom(-1e9, 2 ** -1074, 1e-40) },
  );
