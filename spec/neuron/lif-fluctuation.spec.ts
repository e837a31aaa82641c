import { describe, expect, it } from 'vitest';
import { oneNeuron, run, trainOf, tutorialSettings } from '../../properties/neuron/neuron-run.ts';
import { spikeBounds } from '../../properties/oracles/charge.ts';
import { firingRateHz } from '../../properties/oracles/closed-form.ts';
import { runTextbook } from '../../properties/oracles/textbook-lif.ts';
import { randomStream } from '../../src/base/random.ts';
import { reference } from '../../src/conformance/reference.ts';
import { implementationUnderTest } from '../implementation.ts';
import { describeSlow } from '../slow.ts';

/** Steps of 2^−13 s (an eighth of a millisecond), τ_rc 16 ms, τ_ref one step. */
const slow = { dtSeconds: 2 ** -13, tauRcSeconds: 2 ** -6, tauRefSeconds: 2 ** -13, minVoltage: null };

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

describe('the bounds of the spike count', () => {
  it.each([1.5, 2, 4])('enclose the rate, within the leak, at a constant current of %d', async (current) => {
    const input = oneNeuron(
      slow,
      0,
      Array.from({ length: 4096 }, () => current),
    );
    const train = trainOf(await run(reference('float64'), input));
    const { least, most } = spikeBounds(input, 0, train, 'float64');
    const expected = 4096 * slow.dtSeconds * firingRateHz(current, slow);
    expect(train.length).toBeGreaterThan(least);
    expect(train.length).toBeLessThan(most);
    expect(expected).toBeGreaterThan(least);
    expect(expected).toBeLessThan(most);
    // v is between 0 and 1, so the leak is uncertain by 1/τ_rc, like the current of the first active step
    expect(most - least).toBeLessThan((4096 + 2 * current * train.length) / 128 + 2);
  });

  it('can be exceeded with a floor', async () => {
    const swings = Array.from({ length: 12 }, () => [...Array(16).fill(-23.5), ...Array(16).fill(24.5)]).flat();
    const floored = trainOf(await run(implementationUnderTest, oneNeuron({ ...slow, minVoltage: 0 }, 0, swings)));
    const free = trainOf(await run(implementationUnderTest, oneNeuron(slow, 0, swings)));
    const { most } = spikeBounds(oneNeuron(slow, 0, swings), 0, floored, 'float64');
    expect([floored.length, free.length, Math.floor(most)]).toEqual([24, 4, 5]);
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
