import { createHash } from 'node:crypto';
import { writeLine } from '../../protocol/number.ts';

/** Characters of a digest, four bits each: with 48 bits, two of 30,000 requests have one id in a millionth of all sets. */
const digits = 12;

/** A request that a case makes; the id of the start is 0. */
export interface KeptRequest {
  /** The case that makes it, or `fingerprint`. */
  readonly scope: string;
  readonly capability: string;
  /** As it goes over the wire. */
  readonly input: unknown;
  /** How often the case has asked the same before. */
  readonly before: number;
}

/**
 * The id of a request that is kept in a file. It follows from what is asked, so that answers can be told apart without the
 * requests, whatever other cases were asked, and in however many files they are.
 */
export function requestId({ scope, capability, input, before }: KeptRequest): number {
  const text = writeLine([scope, before, capability, input]);
  const digest = createHash('sha256').update(text).digest('hex');
  return 1 + Number.parseInt(digest.slice(0, digits), 16);
}

/** Counts what a case asks more than once. */
export class Occurrences {
  #scope = '';
  readonly #counts = new Map<number, number>();

  /** Begins a case. */
  enter(scope: string): void {
    this.#scope = scope;
    this.#counts.clear();
  }

  /** The id of the next request of this case. */
  next(capability: string, input: unknown): number {
    const first = requestId({ scope: this.#scope, capability, input, before: 0 });
    const before = this.#counts.get(first) ?? 0;
    this.#counts.set(first, before + 1);
    return before === 0 ? first : requestId({ scope: this.#scope, capability, input, before });
  }
}

/** Whether an input goes on from a state, which is in an answer: it cannot be asked before that is known. */
export function isContinued(input: object): boolean {
  return (input as { state?: unknown }).state !== undefined;
}
