import { expect, it } from 'vitest';
import { tutorialSettings } from '../../properties/neuron/neuron-run.ts';
import { runTextbook } from '../../properties/oracles/textbook-lif.ts';
import { randomStream } from '../../src/base/random.ts';

it('has the false-alarm probability that the law about larger fluctuations assumes', () => {
  const stream = randomStream('fluctuation');
  const coins = Array.from({ length: 64 }, () => Array.from({ length: 4000 }, () => (stream() < 0.5 ? -1 : 1)));
  const counts = (fluctuation: number, minVoltage: number | null) =>
    runTextbook({
      ...tutorialSettings,
      minVoltage,
      amplitude: 1,
      initialVoltage: coins[0]?.map(() => 0) ?? [],
      current: coins.map((coin) => coin.map((side) => fluctuation * side)),
    }).spikes.map((train) => train.length);
  const [largeFloored, largeFree, smallFloored, smallFree] = [
    counts(8, 0),
    counts(8, null),
    counts(4, 0),
    counts(4, null),
  ];
  const expectation =
    largeFloored.reduce((sum, count, neuron) => {
      const more = count - (largeFree[neuron] ?? 0) - (smallFloored[neuron] ?? 0) + (smallFree[neuron] ?? 0);
      return sum + Math.exp(-1.5 * more);
    }, 0) / largeFloored.length;
  // 0.21; five standard errors of a mean of 4,000 are 0.06
  expect(expectation).toBeLessThan(0.27);
  expect(100 * 0.27 ** 12).toBeLessThan(1e-3);
});
