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
  readonly got: unknown;
}

/** Records the requests to an implementation and its answers. */
export class Recording {
  readonly implementation: Implementation;
  /** Since they were last cleared. */
  readonly exchanges: Exchange[] = [];
  /** Names of the fields in all answers. */
  readonly fields: Set<string> = new Set();
  spikes = 0;

  constructor(recorded: Implementation) {
    this.implementation = listenTo(recorded, (exchange) => {
      this.exchanges.push(exchange);
      this.spikes += countSpikes(exchange.output) ?? 0;
      for (const [field, value] of Object.entries(exchange.output ?? {})) if (isGiven(value)) this.fields.add(field);
    });
  }

  clear(): void {
    this.exchanges.length = 0;
  }
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
 * Exchanges as JSON data that can be shown and repeated. Typed arrays become lists; NaN and infinities become words.
 * Answers lack their state, because only the implementation can read it. Very long lists are truncated because a report
 * may contain a hundred failures.
 *
 * @param right - computes the expected answers
 */
export async function showExchanges(exchanges: readonly Exchange[], right?: Implementation): Promise<ExchangeShown[]> {
  const shown: ExchangeShown[] = [];
  for (const { capability, input, output, error } of exchanges) {
    const expected = await rightAnswer(right, capability, input);
    const got = error === undefined ? withoutState(output, longestList) : refusal(error);
    const { state, ...rest } = input as { state?: unknown };
    const asked = { ...rest, ...(state !== undefined && { state: plain(state, longestList) }) };
    shown.push({ capability, input: plain(asked), ...(expected !== undefined && { expected }), got });
  }
  return shown;
}

async function rightAnswer(right: Implementation | undefined, capability: CapabilityName, input: unknown) {
  // a state can only be continued by the implementation that returned it
  const isContinued = (input as { state?: unknown }).state !== undefined;
  const run = right?.[capability] as ((input: unknown) => unknown) | undefined;
  if (run === undefined || isContinued) return undefined;
  try {
    return withoutState(await run(input));
  } catch (error) {
    return error instanceof RangeError ? refusal(error) : undefined;
  }
}

const refusal = (error: unknown) => ({ refused: error instanceof Error ? error.message : String(error) });

function withoutState(output: unknown, longest?: number): unknown {
  const { state: _, ...rest } = (plain(output, longest) ?? {}) as { state?: unknown };
  return rest;
}

/** Longer than any correct answer. */
const longestList = 100_000;

function plain(value: unknown, longest = Number.POSITIVE_INFINITY): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  const list = ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
  if (!Array.isArray(list))
    return Object.fromEntries(Object.entries(list).map(([name, one]) => [name, plain(one, longest)]));
  const start = list.slice(0, longest).map((one) => plain(one, longest));
  return list.length > longest ? [...start, `… ${list.length - longest} more`] : start;
}
