import type { PrecisionName } from '../../src/base/precision.ts';
import { Refusal } from '../../src/base/requirement.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { lowPassConstants } from '../../src/simulator/synapse/low-pass.ts';

const right = reference('float64') as Required<Implementation>;

/** The reference with every answer changed in a way that does not matter. */
function answering(
  name: string,
  precision: PrecisionName,
  change: <Answer extends object>(answer: Answer) => Answer,
): Implementation {
  const { neuron, tuning, synapse, nir } = reference(precision) as Required<Implementation>;
  return {
    name,
    precision,
    neuron: async (input) => change(await neuron(input)),
    tuning: async (input) => change(await tuning(input)),
    synapse: async (input) => change(await synapse(input)),
    nir: async (input) => change(await nir(input)),
  };
}

const reversed = <Answer extends object>(answer: Answer): Answer =>
  Object.fromEntries(Object.entries(answer).toReversed()) as Answer;

const withMore = <Answer extends object>(answer: Answer): Answer => ({ seconds: 0.1, ...answer, version: '1' });

const copied = <Answer extends object>(answer: Answer): Answer => structuredClone(answer);

/** Keeps states to itself and returns a name for each. */
function withHandles(precision: PrecisionName): Implementation {
  const { neuron } = reference(precision) as Required<Implementation>;
  const states = new Map<unknown, unknown>();
  return {
    name: `returns handles in place of states in ${precision}`,
    precision,
    neuron: async ({ state: handle, ...input }) => {
      const { state, ...output } = await neuron(handle === undefined ? input : { ...input, state: states.get(handle) });
      const name = `run-${states.size}`;
      states.set(name, state);
      return { ...output, state: name };
    },
  };
}

/** y[t] = Σ (1 − a) · a^(t−1−s) · x[s], without recursion. */
function byImpulseResponse(): Implementation {
  return {
    name: 'filters by the impulse response',
    precision: 'float64',
    synapse: async (input) => {
      await right.synapse({ ...input, signal: input.signal.slice(0, 1) }); // refuses what must be refused
      if (!input.signal.every(Number.isFinite)) throw new Refusal('signal must be finite');
      const { keep, take } = lowPassConstants(input);
      const response = input.signal.map(() => 0);
      let weight = take;
      for (const lag of response.keys()) {
        response[lag] = weight;
        weight *= keep;
      }
      const filtered = input.signal.map((_, step) => {
        let sum = 0;
        for (let lag = 0; lag < step; lag++) {
          if (response[lag] === 0) break;
          sum += (response[lag] as number) * (input.signal[step - 1 - lag] as number);
        }
        return sum;
      });
      return { filtered, lagSteps: 1 };
    },
  };
}

const precisions = ['float64', 'float32'] as const;

/** Correct simulators that differ from the reference in form: of answers, states, or filters. */
export const variantControls: readonly Implementation[] = [
  { ...answering('computes in float64 and says float32', 'float64', (answer) => answer), precision: 'float32' },
  ...precisions.flatMap((precision) => [
    answering(`lists fields in reverse order in ${precision}`, precision, reversed),
    answering(`answers more than was asked in ${precision}`, precision, withMore),
    answering(`copies its answers in ${precision}`, precision, copied),
    withHandles(precision),
  ]),
  byImpulseResponse(),
];
