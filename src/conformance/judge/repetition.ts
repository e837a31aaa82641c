import { ask } from '../ask.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import { countSpikes } from '../vectors/comparison.ts';
import type { Vector } from '../vectors/vector.ts';
import type { Case, Finding, StartAnother } from './case.ts';
import { listenTo } from './exchange.ts';

/**
 * How often a request is sent again at the end, per input of a law. With 30 inputs per law, an adapter that offers only
 * one of these capabilities receives at least 3,100 requests in all, so that a simulator that goes wrong after 3,000 is
 * found. The exception is training, which takes seconds in most simulators.
 */
const askedAgain: Readonly<Record<CapabilityName, number>> = {
  neuron: 47,
  tuning: 90,
  synapse: 97,
  network: 56,
  seeded: 90,
  training: 0.1,
  nir: 70,
};

/** The limit if it offers neurons and networks, whose cases send over 3,000 requests without repetitions. */
const askedAgainAmongMany = 1;

/** An answer with fewer spikes is too plain to show a difference. */
const fewestSpikes = 4;

/** An answer without its state, or why there is none; undefined if it was not recorded. */
type Answer = string | undefined;

/**
 * Adds cases that send the first request for each capability again, after all others, and to another process. Laws that
 * repeat a request do so at once. Only these cases detect a simulator that warms up, drifts with the number of requests
 * or reads a clock, or whose answers depend on its process, such as on the process id or on Python's hashes of strings.
 *
 * @param runs - inputs per law
 */
export function withRepetitions(cases: readonly Case[], vectors: readonly Vector[], runs: number): Case[] {
  const repetitions = Object.entries(askedAgain).map(([name, times]) => {
    const question = questionOf(name as CapabilityName, vectors);
    return new Repetition(name as CapabilityName, question?.input, times, runs);
  });
  const asking = cases.map((one) => {
    const repetition = repetitions.find(({ capability }) => one.needs.join() === capability);
    return repetition ? repetition.before(one) : one;
  });
  return [...asking, ...repetitions.map((repetition) => repetition.case)];
}

/** The shortest request whose answer can show a difference. */
function questionOf(capability: CapabilityName, vectors: readonly Vector[]): Vector | undefined {
  const telling = vectors.filter(
    (vector) => vector.kind === 'answer' && vector.capability === capability && isTelling(vector.expected),
  );
  const sizes = telling.map(({ input }) => JSON.stringify(input).length);
  return telling[sizes.indexOf(Math.min(...sizes))];
}

const isTelling = (output: unknown) => (countSpikes(output) ?? fewestSpikes) >= fewestSpikes;

/** A request that is sent first and last. Without a vector, it is the first one of a law whose answer is telling. */
class Repetition {
  readonly capability: CapabilityName;
  #input: unknown;
  readonly #timesPerInput: number;
  readonly #inputs: number;
  #first: Promise<Answer> | undefined;

  constructor(capability: CapabilityName, input: unknown, timesPerInput: number, inputs: number) {
    this.capability = capability;
    this.#input = input;
    this.#timesPerInput = timesPerInput;
    this.#inputs = inputs;
  }

  /** The same case, with the request sent before its first run. */
  before(one: Case): Case {
    return {
      ...one,
      run: async (implementation, another) => {
        if (this.#input === undefined) return await one.run(this.#watched(implementation), another);
        this.#first ??= this.#ask(implementation);
        await this.#first;
        return await one.run(implementation, another);
      },
    };
  }

  /** Passes everything on, and keeps the first telling exchange. */
  #watched(implementation: Implementation): Implementation {
    return listenTo(implementation, ({ capability, input, output }) => {
      if (this.#input !== undefined || capability !== this.capability || output === undefined) return;
      if (!isTelling(output)) return;
      this.#input = input;
      this.#first = Promise.resolve(textOf(output));
    });
  }

  get case(): Case {
    const title =
      'gives the same answer to the first request again: after all others, many times, and in another process';
    return {
      ...{ id: `repeat/${this.capability}`, clause: 'determinism', kind: 'law', title },
      needs: [this.capability],
      ...{ assumes: [], isLast: true },
      requests: (implementation) => this.#timesFor(implementation),
      run: (implementation, another) => this.#askAgain(implementation, another),
    };
  }

  #timesFor({ neuron, network }: Implementation): number {
    const most = neuron && network ? askedAgainAmongMany : Infinity;
    return Math.ceil(Math.min(this.#timesPerInput, most) * this.#inputs);
  }

  async #askAgain(implementation: Implementation, another: StartAnother | undefined): Promise<Finding> {
    if (this.#input === undefined) return { notApplicable: `no request for ${this.capability} was answered before` };
    const expected = await (this.#first ?? this.#ask(implementation));
    const times = this.#timesFor(implementation);
    for (let time = 1; time <= times; time++) {
      const got = await this.#ask(implementation);
      if (got === undefined || expected === undefined) return { skipped: { reason: 'is not answered', by: 'lifspec' } };
      if (got !== expected) return differing(`when it is sent again (time ${time})`, expected, got);
    }
    return another === undefined ? {} : await this.#askAnother(another, expected);
  }

  /** A second process may be unable to start, for instance if the first one occupies a device. */
  async #askAnother(another: StartAnother, expected: Answer): Promise<Finding> {
    try {
      const got = await this.#ask(await another());
      return got === expected ? {} : differing('in another process', expected, got);
    } catch (error) {
      if (!(error instanceof ImplementationFault)) throw error;
      return { skipped: { reason: `does not run a second time: ${error.message}`, by: 'lifspec' } };
    }
  }

  /** An error is an answer too, unless it ended the program. */
  async #ask(implementation: Implementation): Promise<Answer> {
    const response = await ask(implementation[this.capability] as (input: never) => unknown, this.#input);
    if (response.is === 'answer') return textOf(response.output);
    return response.is === 'skip' && response.error.by === 'lifspec' ? undefined : String(response.error);
  }
}

/** An answer without its state, as text that can be compared. */
function textOf(output: unknown): string {
  const { state: _, ...answer } = output as { readonly state?: unknown };
  return JSON.stringify(answer);
}

const differing = (when: string, expected: Answer, got: Answer): Finding => ({
  failure: {
    message: `answers the first request of the check differently ${when}`,
    ...{ expected: shortened(expected), got: `${when}: ${shortened(got)}` },
  },
});

const longest = 400;
const shortened = (answer = '') => (answer.length > longest ? `${answer.slice(0, longest)}…` : answer);
