import { describe, expect, it } from 'vitest';
import { lifLawsByTopic } from '../../properties/neuron/lif.ts';
import { oneNeuron, tutorialSettings } from '../../properties/neuron/neuron-run.ts';
import { runTextbook } from '../../properties/oracles/textbook-lif.ts';
import { randomStream } from '../../src/base/random.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { holds } from '../holds.ts';
import { describeSlow } from '../slow.ts';

for (const [topic, laws] of Object.entries(lifLawsByTopic)) {
  describe(`a LIF neuron ${topic}`, () => {
    for (const law of laws) holds(law);
  });
}

describeSlow('a law about fluctuations', () => {
  it('has the false-alarm probability that the law about larger fluctuations assumes', () => {
    const stream = randomStream('fluctuation');
    const coins = Array.from({ length: 64 }, () => Array.from({ length: 4000 }, () => (stream() < 0.5 ? -1 : 1)));
    const counts = (fluctuation: number, minVoltage: number | null) =>
      runTextbook({
        ...oneNeuron({ ...tutorialSettings, minVoltage }, 0, []),
        initialVoltage: Array(4000).fill(0),
        current: coins.map((coin) => coin.map((side) => fluctuation * side)),
      }).spikes.map((train) => train.length);
    const [largeFloored, largeFree, smallFloored, smallFree] = [
      counts(8, 0),
      counts(8, null),
      counts(4, 0),
      counts(4, null),
    ];
    const expectation = mean(
      largeFloored.map((count, neuron) => {
        const more = count - (largeFree[neuron] ?? 0) - (smallFloored[neuron] ?? 0) + (smallFree[neuron] ?? 0);
        return Math.exp(-1.5 * more);
      }),
    );
    // 0.21; five standard errors of a mean of 4,000 are 0.06
    expect(expectation).toBeLessThan(0.27);
    expect(100 * 0.27 ** 12).toBeLessThan(1e-3);
  });
});
