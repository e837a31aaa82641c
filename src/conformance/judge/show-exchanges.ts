import type { CapabilityName, Implementation } from '../implementation.ts';
import type { ExchangeShown } from './case.ts';
import type { Exchange } from './watch.ts';

/**
 * Exchanges as plain data that can be shown and asked again: typed arrays become lists, and numbers that JSON does not
 * have become words. States are left out of answers, as nobody else can read them, and long lists of what an implementation
 * says are cut: a hundred failures may be kept.
 *
 * @param right - what gives the expected answers
 */
export async function showExchanges(exchanges: readonly Exchange[], right?: Implementation): Promise<ExchangeShown[]> {
  const shown: ExchangeShown[] = [];
  for (const { capability, input, output, error } of exchanges) {
    const expected = await answerOf(right, capability as CapabilityName, input);
    const got = error === undefined ? withoutState(cut(output)) : refusal(error);
    shown.push({ capability, input: plain(withCutState(input)), ...(expected !== undefined && { expected }), got });
  }
  return shown;
}

async function answerOf(right: Implementation | undefined, capability: CapabilityName, input: unknown) {
  // a state belongs to the implementation that left it
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

function withoutState(output: unknown): unknown {
  const { state: _, ...rest } = (plain(output) ?? {}) as { state?: unknown };
  return rest;
}

/** Longest list that is shown in full, values: longer than any right answer. */
const longestList = 100_000;

function cut(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.slice(0, longestList).map(cut);
    return value.length > longestList ? [...kept, `… ${value.length - longestList} more`] : kept;
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cut(one)]));
}

function withCutState(input: unknown): unknown {
  const { state } = input as { state?: unknown };
  return state === undefined ? input : { ...(input as object), state: cut(state) };
}

function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}
