import { deserialize, serialize } from 'node:v8';
import { Refusal } from '../../base/requirement.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { countSpikes } from '../vectors/comparison.ts';

export interface Exchange {
  readonly capability: CapabilityName;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
}

export interface ExchangeShown {
  readonly capability: string;
  readonly input: unknown;
  /** The correct answer, if it can be computed. */
  readonly expected?: unknown;
  readonly got?: unknown;
}

/** Records the requests of a case to an implementation, and its answers. */
export class Recording {
  readonly implementation: Implementation;
  readonly history: History;
  /** Since they were last cleared. */
  readonly exchanges: Exchange[] = [];
  /** Names of the fields in all answers. */
  readonly fields: Set<string> = new Set();
  spikes = 0;

  constructor(recorded: Implementation, history: History = new History()) {
    this.history = history;
    this.implementation = listenTo(recorded, (exchange) => {
      history.add(exchange);
      this.exchanges.push(exchange);
      this.spikes += countSpikes(exchange.output) ?? 0;
      for (const [field, value] of Object.entries(exchange.output ?? {})) if (isGiven(value)) this.fields.add(field);
    });
  }

  clear(): void {
    this.exchanges.length = 0;
  }
}

/** An answer with fewer spikes is too plain to show a difference. */
const fewestSpikes = 4;

const isTelling = (output: unknown): boolean =>
  output !== undefined && (countSpikes(output) ?? fewestSpikes) >= fewestSpikes;

/** The most bytes of answers that a check keeps, as they are stored. They take about as many on the wire. */
const mostKeptBytes = 256 * 2 ** 20;

/** What an implementation has answered so far, in all cases. Answers can be large, so only a few are kept. */
export class History {
  /** The first telling answer of each capability, with its request. */
  readonly early: Map<CapabilityName, { readonly input: unknown; readonly answer: string }> = new Map();
  readonly #failing = new Map<string, Buffer>();
  /** The exchanges that led to a failure, by the id of the case. */
  readonly failing = {
    get: (id: string): readonly Exchange[] | undefined => {
      const bytes = this.#failing.get(id);
      return bytes && deserialize(bytes);
    },
  };
  #bytesLeft: number;

  constructor(mostBytes: number = mostKeptBytes) {
    this.#bytesLeft = mostBytes;
  }

  add({ capability, input, output }: Exchange): void {
    if (this.early.has(capability) || !isTelling(output)) return;
    const answer = textOf(output);
    if (this.#takes(answer.length)) this.early.set(capability, { input, answer });
  }

  /** Keeps the exchanges that led to a failure. Returns false if they do not fit. */
  keep(id: string, exchanges: readonly Exchange[]): boolean {
    const bytes = serialize(withoutStates(exchanges));
    return this.#takes(bytes.length) && this.#failing.set(id, bytes) !== undefined;
  }

  #takes(bytes: number): boolean {
    const fits = bytes <= this.#bytesLeft;
    if (fits) this.#bytesLeft -= bytes;
    return fits;
  }
}

/** Exchanges with an empty object in place of each state, which can be large, and the same one wherever it is sent back. */
function withoutStates(exchanges: readonly Exchange[]): Exchange[] {
  const stands = new Map<unknown, object>();
  const replaced = (value: unknown) => {
    const { state } = (value ?? {}) as { readonly state?: unknown };
    if (state === undefined) return value;
    if (!stands.has(state)) stands.set(state, {});
    return { ...(value as object), state: stands.get(state) };
  };
  return exchanges.map(({ input, output, ...one }) => ({ ...one, input: replaced(input), output: replaced(output) }));
}

/** An answer as plain data, without its state. */
export const plainAnswer = (exchange: Exchange): unknown => plain(answerIn(exchange));

/** Whether a request continues from a state, which only the implementation that returned it can read. */
export const isContinued = ({ input }: Exchange): boolean => (input as { state?: unknown }).state !== undefined;

/** An answer without its state, as text that can be compared. */
export function textOf(output: unknown): string {
  const { state: _, ...answer } = output as { readonly state?: unknown };
  return JSON.stringify(answer);
}

/**
 * Passes every exchange to `onExchange` without storing it: answers can be large, and a law sends hundreds of requests.
 */
export function listenTo(implementation: Implementation, onExchange: (exchange: Exchange) => void): Implementation {
  const listen = async (capability: CapabilityName, run: (input: unknown) => unknown, input: unknown) => {
    let output: unknown;
    try {
      output = await run(input);
    } catch (error) {
      onExchange({ capability, input, error });
      throw error;
    }
    onExchange({ capability, input, output });
    return output;
  };
  const heard = Object.entries(implementation).map(([name, value]) => [
    name,
    typeof value === 'function' ? (input: unknown) => listen(name as CapabilityName, value, input) : value,
  ]);
  return Object.fromEntries(heard);
}

const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);

/** The most characters that a verdict spends on one failure and on all failures, because `lifspec report` reads 16 MB. */
export const mostShown = { failure: 2 ** 20, verdict: 14 * 2 ** 20 } as const;

/** What a verdict shows of the exchanges that led to a failure, and what it leaves out because it is too long. */
export interface Shown {
  readonly exchanges: readonly ExchangeShown[];
  readonly omitted?: string;
}

/**
 * Exchanges as JSON data that can be shown and repeated. Typed arrays become lists; NaN and infinities become words. States
 * are left out, because only the implementation can read them.
 *
 * @param right - computes the expected answers
 */
export async function showExchanges(exchanges: readonly Exchange[], right?: Implementation): Promise<Shown> {
  const [requests, answers] = [exchanges.map(requestIn), exchanges.map(answerIn)];
  const length = lengthOf(requests);
  if (length > mostShown.failure) return { exchanges: [], omitted: 'the inputs and answers, which are too long' };
  if (length + lengthOf(answers) > mostShown.failure)
    return { exchanges: requests.map(plain) as ExchangeShown[], omitted: 'the answers, which are too long' };
  const shown: ExchangeShown[] = [];
  for (const [index, exchange] of exchanges.entries()) {
    const expected = isContinued(exchange) ? undefined : await rightAnswer(right, exchange);
    const asked = plain(requests[index]) as Pick<ExchangeShown, 'capability' | 'input'>;
    shown.push({ ...asked, ...(expected !== undefined && { expected }), got: plain(answers[index]) });
  }
  return { exchanges: shown };
}

function requestIn({ capability, input }: Exchange) {
  const { state, ...fields } = input as { readonly state?: unknown };
  return { capability, input: { ...fields, ...(state !== undefined && { state: 'of an earlier answer' }) } };
}

function answerIn({ output, error }: Exchange): unknown {
  if (error !== undefined) return error instanceof Refusal ? refusal(error) : { error: messageOf(error) };
  const { state: _, ...fields } = (output ?? {}) as { readonly state?: unknown };
  return fields;
}

/** Characters before and after each value in the JSON of a verdict, in which it has a line of its own. */
const charactersPerLine = 32;

/** Most characters of a value in the JSON of a verdict. */
export function lengthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return charactersPerLine + String(JSON.stringify(value)).length;
  const values = Object.values(value);
  if (values.length > mostShown.verdict / charactersPerLine) return Number.POSITIVE_INFINITY;
  const names = Array.isArray(value) || ArrayBuffer.isView(value) ? 0 : Object.keys(value).join('":').length;
  return values.reduce<number>((sum, one) => sum + lengthOf(one), names + 2 * charactersPerLine);
}

/** The right answer to a request, without its state; undefined if it cannot be computed. */
export async function rightAnswer(
  right: Implementation | undefined,
  { capability, input }: Exchange,
): Promise<unknown> {
  const run = right?.[capability] as ((input: unknown) => unknown) | undefined;
  if (run === undefined) return undefined;
  try {
    const { state: _, ...answer } = (await run(input)) as { readonly state?: unknown };
    return plain(answer);
  } catch (error) {
    return error instanceof Refusal ? refusal(error) : undefined;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const refusal = (error: unknown) => ({ refused: messageOf(error) });

function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  const list = ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
  if (Array.isArray(list)) return list.map(plain);
  const isUnfloored = (name: string, one: unknown) => name === 'minVoltage' && one === Number.NEGATIVE_INFINITY;
  return Object.fromEntries(
    Object.entries(list).map(([name, one]) => [name, isUnfloored(name, one) ? null : plain(one)]),
  );
}
