import { describe, expect, it } from 'vitest';
import { oneNeuron, run, trainOf, tutorialSettings } from '../../properties/neuron/neuron-run.ts';
import { runTextbook } from '../../properties/oracles/textbook-lif.ts';
import { randomStream } from '../../src/base/random.ts';
import { implementationUnderTest } from '../implementation.ts';
import { describeSlow } from '../slow.ts';

const spikes = async (minVoltage: number | null, trace: readonly number[]) =>
  trainOf(await run(implementationUnderTest, oneNeuron({ ...tutorialSettings, minVoltage }, 0, trace))).length;

describe('a LIF neuron under a fluctuating current', () => {
  it('never fires without a floor if excitation only compensates for earlier inhibition', async () => {
    const swings = Array.from({ length: 20 }, () => [-8, -8, -8, 8, 8, 8]).flat();
    expect([await spikes(0, swings), await spikes(null, swings)]).toEqual([20, 0]);
  });

  it('gains more spikes from its floor if its current fluctuates more', async () => {
    const swings = (height: number) => Array.from({ length: 20 }, () => [-height, -height, height, height]).flat();
    const excess = async (height: number) => (await spikes(0, swings(height))) - (await spikes(null, swings(height)));
    expect([await excess(4), await excess(8), await excess(16)]).toEqual([0, 0, 20]);
  });

  it('fires the same with and without a floor if nothing inhibits it', async () => {
    const swings = Array.from({ length: 20 }, () => [0, 4]).flat();
    expect(await spikes(0, swings)).toBe(await spikes(null, swings));
  });
});

describeSlow('a law about fluctuations', () => {
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
});
