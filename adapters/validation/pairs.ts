import { lifInput } from '../../properties/arbitraries/lif.ts';
import { type Conventions, canonical, differingFields } from '../../src/conformance/choices/conventions.ts';
import { comparePair } from '../../src/conformance/compare/compare.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { declaredRules } from '../../src/conformance/judge/judge-program.ts';
import { checkSeed } from '../../src/conformance/judge/plan.ts';
import { type Connection, connect } from '../../src/conformance/protocol/driver/connect.ts';
import { publishedVectors } from '../../src/vectors.ts';
import type { Adapter } from './adapters.ts';
import { limits } from './examine.ts';

/** A program that is compared with others: an adapter, perhaps with an argument. */
export interface ComparedProgram {
  readonly name: string;
  readonly file: string;
  readonly argument?: string;
}

/** One adapter with two settings each. They need the environment of snnTorch. */
const settings: readonly (readonly [ComparedProgram, ComparedProgram])[] = [
  [
    { name: 'snntorch', file: 'snntorch-adapter.py' },
    { name: 'snntorch zero', file: 'snntorch-adapter.py', argument: 'zero' },
  ],
  [
    { name: 'euler numpy', file: 'two-backends.py', argument: 'numpy' },
    { name: 'euler torch', file: 'two-backends.py', argument: 'torch' },
  ],
];

/** The simulators that every other one is compared with. */
export const compared: readonly string[] = ['nengo', 'brian2', 'nest'];

/** Pairs of adapters with neurons, one of them from `compared`, and pairs of settings of one adapter. */
export function pairsOf(adapters: readonly Adapter[]): (readonly [ComparedProgram, ComparedProgram])[] {
  const programs = adapters.filter(({ isOf }) => isOf === undefined);
  const pairs = programs.flatMap((a, index) => programs.slice(index + 1).map((b) => [a, b] as const));
  const chosen = pairs.filter((pair) => pair.some(({ name }) => compared.includes(name)));
  return [...chosen, ...(programs.some(({ name }) => name === 'snntorch') ? settings : [])];
}

/** How two programs differ, in short. */
export interface ComparedPair {
  readonly a: string;
  readonly b: string;
  /** Inputs on which every spike is in its step, and inputs that were compared. */
  readonly sameSpikes: number;
  readonly inputs: number;
  /** The rules that explain the difference. */
  readonly rules: readonly string[];
  /** If the rules are the same. */
  readonly largestVoltageDifference?: number;
}

/** Compares programs. Each is started once and receives every request once. */
export class PairComparer {
  readonly #open = new Map<string, Promise<Connection>>();
  readonly #prepare: (program: ComparedProgram) => Promise<readonly string[]>;

  constructor(prepare: (program: ComparedProgram) => Promise<readonly string[]>) {
    this.#prepare = prepare;
  }

  async compare(a: ComparedProgram, b: ComparedProgram): Promise<ComparedPair> {
    const pair = { a: (await this.#start(a)).implementation, b: (await this.#start(b)).implementation };
    const exploration = { seed: checkSeed, numRuns: generatedInputs };
    const vectors = publishedVectors().filter(({ capability }) => capability === 'neuron');
    const findings = await comparePair(pair, { neurons: lifInput(), vectors, exploration });
    const { sameSpikes, compared, largestVoltageDifference } = findings;
    return {
      a: a.name,
      b: b.name,
      inputs: compared,
      sameSpikes,
      rules: (findings.rules ?? []).map(({ field }) => field).filter(changesSpikes),
      ...(largestVoltageDifference !== null && { largestVoltageDifference }),
    };
  }

  /** The rules in which the declared conventions of two programs differ, without those that change no spike. */
  async expectedRules(a: ComparedProgram, b: ComparedProgram): Promise<string[]> {
    const [one, other] = [await this.#start(a), await this.#start(b)];
    return rulesBetween(declaredRules(one).conventions, declaredRules(other).conventions);
  }

  async close(): Promise<void> {
    for (const one of this.#open.values()) await one.then(({ close }) => close()).catch(() => {});
  }

  #start(program: ComparedProgram): Promise<Connection> {
    const started = this.#open.get(program.name);
    if (started !== undefined) return started;
    const connection = this.#prepare(program).then(async (command) => {
      const opened = await connect([...command, ...(program.argument ? [program.argument] : [])], limits);
      return { ...opened, implementation: remembering(opened.implementation) };
    });
    this.#open.set(program.name, connection);
    return connection;
  }
}

/** Besides the vectors. */
const generatedInputs = 20;

const changesSpikes = (field: string) => field !== 'spikeHeight' && field !== 'shownVoltage';

/** The names of the rules in which conventions differ, without those that change no spike. */
export function rulesBetween(a: Conventions, b: Conventions): string[] {
  const [one, other] = [canonical(a), canonical(b)];
  return differingFields(one, other).filter((field) => changesSpikes(field) && matters(field, one, other));
}

/** Whether both conventions change if they get this field of the other: after a reset to 0, a masked input does not. */
function matters(field: keyof Conventions, a: Conventions, b: Conventions): boolean {
  const changes = (from: Conventions, to: Conventions) =>
    differingFields(from, canonical({ ...from, [field]: to[field] })).length > 0;
  return changes(a, b) && changes(b, a);
}

/** Only the neurons of an implementation, whose answers are cached. */
function remembering({ name, precision, neuron }: Implementation): Implementation {
  const answers = new Map<string, Promise<NeuronOutput>>();
  return {
    name,
    precision,
    ...(neuron && {
      neuron: (input: NeuronInput) => {
        const key = JSON.stringify(input);
        const answer = answers.get(key) ?? Promise.resolve(neuron(input));
        answers.set(key, answer);
        return answer;
      },
    }),
  };
}

/** Differences from what the declared conventions and the baseline predict, one sentence each. */
export function unexpectedInPair(
  found: ComparedPair,
  expected: readonly string[],
  baseline: readonly ComparedPair[],
): string[] {
  const { a, b, rules } = found;
  const before = baseline.find((one) => one.a === a && one.b === b);
  const list = (names: readonly string[]) => names.toSorted().join(', ') || 'none';
  const agreement = ({ sameSpikes, inputs }: ComparedPair) => (sameSpikes === inputs ? 'agreed' : 'differed');
  return [
    ...(list(rules) === list(expected) ? [] : [`names the rules ${list(rules)}, expected ${list(expected)}`]),
    ...(before === undefined ? ['has no baseline; --update writes one'] : []),
    ...(before && agreement(before) !== agreement(found) ? [`${agreement(before)} before, but no longer`] : []),
  ].map((sentence) => `${a} and ${b}: ${sentence}`);
}
