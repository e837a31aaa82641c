import { Refusal } from '../../base/requirement.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { wireCapabilities } from '../protocol/capabilities.ts';
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
  readonly got: unknown;
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

/** What an implementation has answered so far, in all cases. Answers can be large, so only a few are kept. */
export class History {
  /** The first telling answer of each capability, with its request. */
  readonly early: Map<CapabilityName, { readonly input: unknown; readonly answer: string }> = new Map();
  /** The exchanges that led to a failure, by the id of the case. */
  readonly failing: Map<string, readonly Exchange[]> = new Map();

  add({ capability, input, output }: Exchange): void {
    if (!this.early.has(capability) && isTelling(output)) this.early.set(capability, { input, answer: textOf(output) });
  }
}

/** Whether a request continues from a state, which only the implementation that returned it can read. */
const isContinued = ({ input }: Exchange): boolean => (input as { state?: unknown }).state !== undefined;

/** Requests with more products of weights and inputs are not sent to mutants, because there are hundreds of them. */
const mostProducts = 100_000;

export const isSmall = ({ capability, input }: Exchange): boolean =>
  (wireCapabilities[capability].demand(input as never).products ?? 0) <= mostProducts;

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

/**
 * Exchanges as JSON data that can be shown and repeated. Typed arrays become lists; NaN and infinities become words. States
 * are left out, because only the implementation can read them. Very long lists are truncated because a report may contain a
 * hundred failures.
 *
 * @param right - computes the expected answers
 */
export async function showExchanges(exchanges: readonly Exchange[], right?: Implementation): Promise<ExchangeShown[]> {
  const shown: ExchangeShown[] = [];
  for (const exchange of exchanges) {
    const { capability, input, output, error } = exchange;
    const expected = isContinued(exchange) ? undefined : await rightAnswer(right, capability, input);
    const got = error === undefined ? plain(output) : refusal(error);
    const asked = { ...(plain(input) as object), ...(isContinued(exchange) && { state: 'of an earlier answer' }) };
    shown.push({ capability, input: asked, ...(expected !== undefined && { expected }), got });
  }
  return shown;
}

async function rightAnswer(right: Implementation | undefined, capability: CapabilityName, input: unknown) {
  const run = right?.[capability] as ((input: unknown) => unknown) | undefined;
  if (run === undefined) return undefined;
  try {
    return plain(await run(input));
  } catch (error) {
    return error instanceof Refusal ? refusal(error) : undefined;
  }
}

const refusal = (error: unknown) => ({ refused: error instanceof Error ? error.message : String(error) });

/** Longer than any correct answer. */
const longestList = 100_000;

function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  const list = ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
  if (!Array.isArray(list)) {
    const { state: _, ...fields } = list as { readonly state?: unknown };
    const isUnfloored = (name: string, one: unknown) => name === 'minVoltage' && one === Number.NEGATIVE_INFINITY;
    return Object.fromEntries(
      Object.entries(fields).map(([name, one]) => [name, isUnfloored(name, one) ? null : plain(one)]),
    );
  }
  const start = list.slice(0, longestList).map(plain);
  return list.length > longestList ? [...start, `… ${list.length - longestList} more`] : start;
}
