import { createHash } from 'node:crypto';
import { versions } from '../../../base/version.ts';
import { askProbes } from '../../conventions/ask-probes.ts';
import type { Implementation } from '../../implementation.ts';
import { writeLine } from '../../protocol/json-line.ts';
import { wireCapabilities } from '../../protocol/protocol.ts';
import type { Case } from '../case.ts';
import { listenTo } from '../exchange.ts';

/** Hexadecimal digits of an id, 48 bits: two of 30,000 requests share an id with a probability of one in a million. */
const idDigits = 12;

/** The scope of the fingerprint's probes; the scope of a case is its id. */
export const fingerprintScope = 'fingerprint';

/** The first request of a file. */
export const startLine: string = writeLine({ id: 0, command: 'start', protocol: versions.protocol });

/** The last request of a file, which has no answer. */
export const stopLine: string = writeLine({ id: 2 ** 52, command: 'stop' });

/**
 * Computes the ids of requests. The id of a request is a hash of its content, its case and the number of earlier
 * repetitions. Answers can therefore be matched without the requests, independent of other requests and of how the
 * files were split.
 */
export class RequestIds {
  #scope = '';
  readonly #counts = new Map<number, number>();

  enter(scope: string): void {
    this.#scope = scope;
    this.#counts.clear();
  }

  /**
   * The id of the next request.
   *
   * @param input - as it is written to the wire
   */
  next(capability: string, input: unknown): number {
    const first = this.#hash(0, capability, input);
    const before = this.#counts.get(first) ?? 0;
    this.#counts.set(first, before + 1);
    return before === 0 ? first : this.#hash(before, capability, input);
  }

  #hash(before: number, capability: string, input: unknown): number {
    const text = writeLine([this.#scope, before, capability, input]);
    const digest = createHash('sha256').update(text).digest('hex');
    return 1 + Number.parseInt(digest.slice(0, idDigits), 16); // 0 is the start
  }
}

/** Whether an input continues from a state, which is known only after an earlier request is answered. */
export function isContinued(input: object): boolean {
  return (input as { state?: unknown }).state !== undefined;
}

/** Writes a request unless it was written before. */
export type WriteRequest = (id: number, capability: string, input: unknown) => void;

/**
 * Writes requests, each only once. Throws an error if two different requests have the same id.
 *
 * @param write - receives each request as a line of JSON without a line end
 */
export function requestWriter(write: (line: string) => void): WriteRequest {
  const lengths = new Map<number, number>();
  return (id, capability, input) => {
    const line = writeLine({ id, command: 'run', capability, input });
    const before = lengths.get(id);
    if (before !== undefined && before !== line.length) throw new Error(`two requests have the id ${id}`);
    if (before === undefined) write(line);
    lengths.set(id, line.length);
  };
}

/**
 * Writes the requests of cases and of the fingerprint, except those that continue from a state.
 *
 * @param right - gives the answers on which the next request of a case may depend
 */
export async function writeRequests(cases: readonly Case[], right: Implementation, write: WriteRequest): Promise<void> {
  const ids = new RequestIds();
  const implementation = listenTo(right, ({ capability, input }) => {
    const written = wireCapabilities[capability].writeInput(input as never);
    const id = ids.next(capability, written);
    if (!isContinued(written)) write(id, capability, written);
  });
  ids.enter(fingerprintScope);
  if (right.neuron !== undefined) await askProbes(implementation);
  for (const one of cases) {
    ids.enter(one.id);
    await one.run(implementation);
  }
}
