import fc from 'fast-check';
import { randomStream } from '../../src/base/random.ts';
import type { SynapseInput } from '../../src/conformance/implementation.ts';
import { multiple, sizeUpTo, smallFirst, timeStep } from './scale.ts';
import { logUniform } from './size.ts';

/** Every field of a request over its legal range: τ from a fiftieth of a step to 100,000 steps. */
export const legalSynapse = (): fc.Arbitrary<SynapseInput> =>
  fc
    .record({
      dtSeconds: timeStep(),
      tau: multiple(0.02, 1e5),
      steps: sizeUpTo(5000, 60),
      values: fc.array(value(), { minLength: 2, maxLength: 16 }),
      seed: fc.nat({ max: 2 ** 20 }),
    })
    .map(({ dtSeconds, tau, steps, values, seed }) => {
      const stream = randomStream(`signal/${seed}`);
      const signal = Array.from({ length: steps }, () => values[Math.floor(values.length * stream())] as number);
      return { dtSeconds, tauSeconds: tau(dtSeconds), signal };
    });

/** Eighths, the pulses of spikes, and any size. */
const value = () =>
  fc.oneof(
    smallFirst,
    { weight: 6, arbitrary: fc.integer({ min: -128, max: 128 }).map((eighths) => eighths / 8) },
    { weight: 3, arbitrary: fc.constantFrom(0, 8) },
    { weight: 1, arbitrary: logUniform(1e-6, 1e6) },
    { weight: 1, arbitrary: fc.constantFrom(-1e6, 2 ** -1074, 1e-40) },
  );
