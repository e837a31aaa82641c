import type { ChosenState } from '../../src/conformance/choices/neuron-step.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { changedAnswers, neuronsWith, remembering } from './changed.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const right = neuronsWith({});

/** Mutants that depend on something that must not affect a neuron: an earlier run, its neighbors, a wrong state. */
export const lifMemoryMutants: readonly Mutant[] = [
  remembersLastRun(),
  continuesAHandleOnce(),
  remembersTimesInMicroseconds(),
  ...changedAnswers('neuron', {
    'continues-twice-from-the-first-state': [
      'returns the state that it was given, so that a third part begins where the second one did',
      ({ state }, { state: given }) => ({ state: given ?? state }),
    ],
    'continues-64-neurons': [
      'returns the first state for every neuron after the 64th',
      ({ state }) => ({
        state: (state as readonly unknown[]).map((own, neuron, [first]) => (neuron < 64 ? own : first)),
      }),
    ],
  }),
  {
    ...describeMutant('continues-awake', 'loses the rest of its refractory period when a run is continued'),
    neuron: (input) => right({ ...input, state: awake(input.state) }),
  },
];

/** A simulator whose state is not reset between images. */
function remembersLastRun(): Mutant {
  let last: { readonly neurons: number; readonly state: unknown } | undefined;
  return {
    name: 'starts-where-it-ended',
    difference: 'starts in the state in which its last run ended',
    precision: 'float64',
    anew: remembersLastRun,
    neuron: (input) => {
      const neurons = input.initialVoltage.length;
      const state = input.state ?? (last?.neurons === neurons ? last.state : undefined);
      const output = right({ ...input, state });
      last = { neurons, state: output.state };
      return output;
    },
  };
}

/** A simulator whose state is a handle of a network, which goes on when it is continued. */
function continuesAHandleOnce(): Mutant {
  const states = new Map<unknown, unknown>();
  return {
    name: 'continues-a-handle-once',
    difference: 'continues a second run from the same state where the first one ended',
    precision: 'float64',
    neuron: (input) => {
      const handle = input.state ?? states.size;
      const output = right({ ...input, state: states.get(input.state) });
      states.set(handle, output.state);
      return { ...output, state: handle };
    },
  };
}

/** A simulator that stores the constants of dt, τ_rc and τ_ref, with a key of too few digits. */
function remembersTimesInMicroseconds(): Mutant {
  type Times = Pick<NeuronInput, 'dtSeconds' | 'tauRcSeconds' | 'tauRefSeconds'>;
  const remembered = remembering<Times, Times>((times) => Object.values(times).map((seconds) => seconds.toFixed(6)));
  const timesOf = ({ dtSeconds, tauRcSeconds, tauRefSeconds }: Times) => ({ dtSeconds, tauRcSeconds, tauRefSeconds });
  return {
    ...describeMutant('remembers-times-in-microseconds', 'uses earlier times that are equal in whole microseconds'),
    anew: remembersTimesInMicroseconds,
    neuron: (input) => right({ ...input, ...remembered(timesOf(input), timesOf(input)) }),
  };
}

function awake(state: unknown): readonly ChosenState[] | undefined {
  return (state as readonly ChosenState[] | undefined)?.map((own) => ({ ...own, remaining: -1 }));
}
