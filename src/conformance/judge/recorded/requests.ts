import { createHash } from 'node:crypto';
import { writeLine } from '../../protocol/json-line.ts';

/** Hexadecimal digits of an id, 48 bits: two of 30,000 requests share an id with a probability of one in a million. */
const idDigits = 12;

/** The scope of the fingerprint's probes; the scope of a case is its id. */
export const fingerprintScope = 'fingerprint';

/** A recorded request. */
export interface RecordedRequest {
  readonly id: number;
  readonly capability: string;
  /** As it is written to the wire. */
  readonly input: object;
}

/**
 * Computes the ids of requests. The id of a request is a hash of its content, its case and the number of earlier
 * repetitions. Answers can therefore be matched without the requests, independent of other requests and of how the
 * files were split.
 */
export class RequestIds {
  scope = fingerprintScope;
  readonly #counts = new Map<number, number>();

  enter(scope: string): void {
    this.scope = scope;
    this.#counts.clear();
  }

  /** Gives a request its id. */
  next(capability: string, input: object): RecordedRequest {
    const first = this.#hash(0, capability, input);
    const before = this.#counts.get(first) ?? 0;
    this.#counts.set(first, before + 1);
    return { id: before === 0 ? first : this.#hash(before, capability, input), capability, input };
  }

  #hash(before: number, capability: string, input: object): number {
    const text = writeLine([this.scope, before, capability, input]);
    const digest = createHash('sha256').update(text).digest('hex');
    return 1 + Number.parseInt(digest.slice(0, idDigits), 16); // 0 is the id of the start request
  }
}

/** Whether a request continues from a state, which is known only after an earlier request is answered. */
export function isContinued({ input }: Pick<RecordedRequest, 'input'>): boolean {
  return (input as { state?: unknown }).state !== undefined;
}
