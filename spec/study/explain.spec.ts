import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { advise } from '../../src/study/answer/advice.ts';
import { expectedSpikes } from '../../src/study/explanation/expected-spikes.ts';
import { explain, type MeasuredAmplitude, usualAmplitudes, type Way } from '../../src/study/explanation/explain.ts';

/** 100 images, of which the first ones are right. */
const right = (count: number) => Array.from({ length: 100 }, (_, image) => (image < count ? 1 : 0));

/** What nobody measured: numbers of right images, and twice the spikes of the rates with a floor. */
const at = (amplitude: number, counts: Readonly<Record<Way, number>>): MeasuredAmplitude => ({
  amplitude,
  rate: { right: right(counts.rate), spikes: [0.1, 0.05] },
  floored: { right: right(counts.floored), spikes: [0.1, 0.1] },
  free: { right: right(counts.free), spikes: [0.1, 0.06] },
  rescaled: { right: right(counts.rescaled), spikes: [0.1, 0.05] },
});
const good = { rate: 98, floored: 98, free: 98, rescaled: 98 };
const falling = [
  at(0.01, good),
  at(0.02, { ...good, floored: 96 }),
  at(0.5, { rate: 96, floored: 80, free: 97, rescaled: 98 }),
];
const floors = [
  { minVoltage: 0, right: right(80) },
  { minVoltage: -4, right: right(88) },
  { minVoltage: -16, right: right(96) },
  { minVoltage: null, right: right(97) },
];
const advised = { network: 'tutorial', images: 100, trainedAmplitude: 0.01 };

describe('an explanation', () => {
  it('looks at multiples of the amplitude of training, if none are asked for', () => {
    expect(usualAmplitudes(0.01)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5]);
    expect(usualAmplitudes(0.07)).toEqual([0.07, 0.14, 0.35, 0.7, 1.4, 3.5]);
  });

  const explanation = explain(falling, floors);

  it('says what the floor takes, and what the rate network loses itself', () => {
    const last = explanation.amplitudes.at(-1);
    expect(last?.accuracy).toEqual({ rate: 0.96, floored: 0.8, free: 0.97, rescaled: 0.98 });
    expect(last?.lostToFloor).toBeCloseTo(0.17, 12);
    expect(last?.lostByRates).toBeCloseTo(0.02, 12);
  });

  it('chooses the largest amplitude that is not worse than the best by more than chance makes it', () => {
    expect(explanation.amplitudes.map(({ isWorse }) => isWorse)).toEqual([false, false, true]);
    expect([explanation.choice, explanation.best]).toEqual([0.02, 0.01]);
    const clear = [at(0.01, good), at(0.02, { ...good, floored: 90 })];
    expect(explain(clear, floors).choice).toBe(0.01);
  });

  it('finds how low a floor is enough', () => {
    expect(explanation.floors.map(({ isEnough }) => isEnough)).toEqual([false, false, true, true]);
  });
});

describe('the advice', () => {
  it('says why accuracy falls, what to choose, how low a floor is enough, and three ways to recover', () => {
    expect(advise(explain(falling, floors), advised)).toEqual([
      'Accuracy with spikes falls from 98.0 % at amplitude 0.01 to 80.0 % at 0.5, 18.0 points. The floor of the voltage takes 17.0 points: without it the same network gives 97.0 %; its rate network loses 2.0 points on the way. With the floor neurons of layer 2 fire 2.0 times as often at 0.5 as their rates say, without it 1.2 times.',
      'Of the 18.0 points lost since amplitude 0.01: 17.0 points to the floor, 2.0 points to the rate network, −1.0 points to spikes as such.',
      'Choose amplitude 0.02, 96.0 %: it is the largest one that is not worse than the best, 0.01 with 98.0 % (worse is who loses more of the 100 images than it wins by over 1.96 · √(lost + won)).',
      'At amplitude 0.5 a floor of -16 is low enough: 96.0 %, not worse than 97.0 % without.',
      'Three ways to recover from amplitude 0.5, 80.0 %:',
      '1. lift the floor, nengo.LIF(amplitude=0.5, min_voltage=-np.inf): 97.0 %;',
      '2. keep amplitude · weights constant, the weights behind the neurons ÷ 50: 98.0 % (in training: start and learning rate ÷ 50, ε · 50², lifspec train --amplitude 0.5 --rescale 0.01);',
      '3. stay at amplitude 0.02: 96.0 %.',
    ]);
  });

  it('names a command that trains in these units for a network that lifspec can train, and none for another', () => {
    const inTraining = (network: string) =>
      /in training: (.*)\);/.exec(advise(explain(falling, floors), { ...advised, network }).join('\n'))?.[1];
    const units = 'start and learning rate ÷ 50, ε · 50²';
    const options = '--amplitude 0.5 --rescale 0.01';
    expect(inTraining('miniature')).toBe(`${units}, lifspec train --network miniature ${options}`);
    expect(inTraining('mine')).toBe(units);
  });

  it('has nothing to recover from where nothing falls', () => {
    const steady = [at(0.01, { ...good, floored: 97 }), at(0.5, good)];
    expect(
      advise(
        explain(steady, [
          { minVoltage: 0, right: right(98) },
          { minVoltage: null, right: right(98) },
        ]),
        advised,
      ),
    ).toEqual([
      'Accuracy with spikes is 98.0 % at amplitude 0.5, the largest: 100 images show no fall from 98.0 %, the best, at 0.5.',
      'Choose amplitude 0.5, 98.0 %: none is better, and every larger one is worse (worse is who loses more of the 100 images than it wins by over 1.96 · √(lost + won)).',
      'At amplitude 0.5 a floor of 0 is no worse than none.',
    ]);
  });

  it('calls no floor low enough above which one is not: it must hold down to none', () => {
    const jagged = floors.map((floor) => (floor.minVoltage === -16 ? { ...floor, right: right(60) } : floor));
    const lucky = jagged.map((floor) => (floor.minVoltage === -4 ? { ...floor, right: right(97) } : floor));
    expect(advise(explain(falling, lucky), advised)[3]).toBe('At amplitude 0.5 no floor that was tried is low enough.');
  });
});

describe('the spikes that rates promise', () => {
  it('are rate · dt, the mean over neurons and images, whatever the amplitude', async () => {
    const network = build(miniature, 0);
    const images = [0, 1].map((shift) => Uint8Array.from({ length: 784 }, (_, place) => ((place + shift) * 37) % 256));
    const point = { ...tutorialPoint, amplitude: 0.02 };
    const expected = [0, 1].map((layer) => {
      const outputs = images.flatMap((image) => [
        ...(runRates(foldForRates(network, point), image).outputs[layer] ?? []),
      ]);
      return (outputs.reduce((sum, output) => sum + output, 0) / outputs.length / 0.02) * 0.001;
    });
    const spikes = expectedSpikes(await createEngine(), network, point, images);
    // sums of 1,024 numbers in another order
    for (const [layer, value] of spikes.entries()) expect(value / (expected[layer] as number)).toBeCloseTo(1, 12);
    expect(spikes[0]).toBeGreaterThan(0);
    expect(spikes[0]).toBeLessThan(0.5); // 500 Hz at most
  });
});
