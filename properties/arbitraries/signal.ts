import fc from 'fast-check';
import type { SynapseInput } from '../../src/conformance/implementation.ts';

/**
 * A signal of 2 to 60 steps. Either eighths from −16 to 16, so that sums and scalings by powers of two are exact, or
 * pulses of height 8, like spikes.
 */
export function signal(): fc.Arbitrary<number[]> {
  const value = fc.integer({ min: -128, max: 128 }).map((eighths) => eighths / 8);
  return fc.oneof(
    fc.array(value, { minLength: 2, maxLength: 60 }),
    fc.array(fc.constantFrom(0, 0, 0, 8), { minLength: 2, maxLength: 60 }),
  );
}

/**
 * Time step and time constant of a low-pass filter, often those of the tutorial's read-out (τ 0.1 s, steps of 1 ms). τ
 * is 2 to 1,000 steps, long enough that nothing decays below the range of float32 within 60 steps.
 */
export function lowPassParameters(): fc.Arbitrary<Pick<SynapseInput, 'dtSeconds' | 'tauSeconds'>> {
  return fc.oneof(
    fc.constant({ dtSeconds: 0.001, tauSeconds: 0.1 }),
    fc
      .record({
        dtSeconds: fc.constantFrom(0.0005, 0.001, 0.002, 0.0078125),
        tenths: fc.oneof(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 200, max: 10_000 })),
      })
      .map(({ dtSeconds, tenths }) => ({ dtSeconds, tauSeconds: (dtSeconds * tenths) / 10 })),
  );
}

/** A signal and its filter. */
export function filteredSignal(): fc.Arbitrary<SynapseInput> {
  return fc.tuple(lowPassParameters(), signal()).map(([parameters, signal]) => ({ ...parameters, signal }));
}
