import { expect, it } from 'vitest';
import { showExchanges } from '../../src/conformance/judge/exchange.ts';

it('an exchange is shown as plain data, without states, and truncated if it is very long', async () => {
  const long = Array.from({ length: 250_000 }, (_, step) => step);
  const truncated = [...long.slice(0, 100_000), '… 150000 more'];
  const exchange = {
    capability: 'neuron' as const,
    input: { a: Float32Array.of(1), b: NaN, asked: long, state: [long] },
    output: { spikes: [long, [1]], state: 7 },
  };
  const input = { a: [1], b: 'NaN', asked: truncated, state: 'of an earlier answer' };
  const shown = [{ capability: 'neuron', input, got: { spikes: [truncated, [1]] } }];
  // as text, because the test runner compares long lists slowly
  expect(JSON.stringify(await showExchanges([exchange])) === JSON.stringify(shown)).toBe(true);
});
