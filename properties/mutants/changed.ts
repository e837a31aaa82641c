import type { NeuronActs } from '../../src/conformance/choices/neuron.ts';
import { neuronActs, runActs } from '../../src/conformance/choices/neuron-step.ts';
import type {
  CapabilityName,
  Implementation,
  InputOf,
  NeuronInput,
  NeuronOutput,
} from '../../src/conformance/implementation.ts';
import { reference, requireLegal } from '../../src/conformance/reference.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const right = reference('float64') as Required<Implementation>;

type OutputOf<Name extends CapabilityName> = Awaited<ReturnType<Required<Implementation>[Name]>>;

/** Answers a request as the first one with the same key. */
export function remembering<Input, Output>(keyOf: (input: Input) => unknown): (output: Output, input: Input) => Output {
  const answered = new Map<string, Output>();
  return (output: Output, input: Input): Output => {
    const key = JSON.stringify(keyOf(input));
    const known = answered.get(key) ?? output;
    answered.set(key, known);
    return known;
  };
}

/** Mutants as data: by name, the difference, what changes, and the real bug that it reproduces. */
type Rows<Change> = Readonly<Record<string, readonly [difference: string, change: Change, cites?: string]>>;

/** The reference with changed fields of the request. */
export function changedRequests<Name extends CapabilityName>(
  capability: Name,
  rows: Rows<(input: InputOf<Name>) => { readonly [Field in keyof InputOf<Name>]?: InputOf<Name>[Field] | undefined }>,
): readonly Mutant[] {
  const run = right[capability] as (input: InputOf<Name>) => OutputOf<Name>;
  return Object.entries(rows).map(([name, [difference, change, cites]]) => ({
    ...describeMutant(name, difference, cites),
    [capability]: (input: InputOf<Name>) => run({ ...input, ...change(input) } as InputOf<Name>),
  }));
}

/** The reference with changed fields of the answer. */
export function changedAnswers<Name extends CapabilityName>(
  capability: Name,
  rows: Rows<(output: OutputOf<Name>, input: InputOf<Name>) => Partial<OutputOf<Name>>>,
): readonly Mutant[] {
  const run = right[capability] as (input: InputOf<Name>) => Promise<OutputOf<Name>>;
  return Object.entries(rows).map(([name, [difference, change, cites]]) => ({
    ...describeMutant(name, difference, cites),
    [capability]: async (input: InputOf<Name>) => {
      const output = await run(input);
      return { ...output, ...change(output, input) };
    },
  }));
}

/** Neurons in the textbook form with other acts than those of the definition. */
export function neuronsWith(acts: Partial<NeuronActs>): (input: NeuronInput) => NeuronOutput {
  const all = { ...neuronActs({}), ...acts };
  return (input) => {
    requireLegal(input);
    return runActs(all, input);
  };
}
