import { describe, expect, it } from 'vitest';
import type { ExchangeShown } from '../../src/conformance/judge/exchange.ts';
import { showExchanges } from '../../src/conformance/judge/exchange.ts';

const long = Array.from({ length: 250_000 }, (_, step) => step);

describe('an exchange that is shown', () => {
  it('is plain data, without the state in the answer', async () => {
    const exchange = {
      capability: 'neuron' as const,
      input: { a: Float32Array.of(1), b: NaN },
      output: { c: [1], state: 7 },
    };
    expect(await showExchanges([exchange])).toEqual([
      { capability: 'neuron' as const, input: { a: [1], b: 'NaN' }, got: { c: [1] } },
    ]);
  });

  it('is truncated if the answer, or the state in the input, is very long', async () => {
    const exchange = {
      capability: 'neuron' as const,
      input: { asked: long, state: [long] },
      output: { spikes: [long, [1]] },
    };
    const [shown] = (await showExchanges([exchange])) as [ExchangeShown];
    const end = [99_999, '… 150000 more'];
    const { spikes } = shown.got as { spikes: unknown[][] };
    expect([spikes[0]?.slice(-2), spikes[1]]).toEqual([end, [1]]);
    const { asked, state } = shown.input as { asked: number[]; state: unknown[][] };
    expect([asked.length, state[0]?.slice(-2)]).toEqual([250_000, end]);
  });
});
