import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerExplanation } from '../../src/study/answer/answer-explanation.ts';
import { explain, type MeasuredAmplitude, onsetOf, referenceOf } from '../../src/study/explanation/explain.ts';
import { usualAmplitudes, warnAbout } from '../../src/study/explanation/explain-network.ts';
import type { AccuracyExplanation, RemedyChange } from '../../src/study/explanation/explanation-schema.ts';
import { measureSilent, nameRemedy, remediesOf } from '../../src/study/explanation/measure.ts';
import { prepareGiven } from '../../src/study/prepare.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { miniatureWeights } from '../cli/command-line.ts';

/** 200 images, of which the first ones are classified correctly. */
const right = (percent: number) => Array.from({ length: 200 }, (_, image) => (image < 2 * percent ? 1 : 0));

/** Made-up measurements, in percent. */
const at = (amplitude: number, [rate, unchanged, free]: readonly number[]): MeasuredAmplitude => ({
  amplitude,
  rate: right(rate as number),
  unchanged: right(unchanged as number),
  free: free === undefined ? undefined : right(free),
});
const settings = { dtSeconds: 0.001, steps: 30 };
const trained = { trainedAmplitude: 0.01, target: 0.5, ...settings };
const remedy = (change: RemedyChange, percent: number) => ({
  name: nameRemedy(change, trained),
  change,
  right: right(percent),
});

/** NengoDL's network, rounded. */
const dropping = [at(0.01, [99, 99, 99]), at(0.02, [99, 98.5]), at(0.05, [99, 91, 99]), at(0.5, [97, 81, 99])];
const remedies = [remedy({ factor: 0.01 }, 99), remedy({ minVoltage: null }, 99), remedy({ steps: 60 }, 83)];
const explained = (measured: readonly MeasuredAmplitude[], tried = remedies): AccuracyExplanation => ({
  warnings: [],
  stream: null,
  ...explain(measured, trained, tried),
});
const answer = (explanation: AccuracyExplanation, library?: 'nengo-dl') =>
  answerExplanation(explanation, { images: 200, dtSeconds: 0.001, trainedAmplitude: 0.01, library });

describe('an explanation', () => {
  it('uses multiples of the training amplitude in both directions by default', () => {
    expect(usualAmplitudes(0.01)).toEqual([0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5]);
  });

  it('counts the loss from what the rate network reaches, and its causes add up to it', () => {
    const { total, causes } = explained([at(0.01, [98, 60, 98]), at(0.5, [90, 50, 95])]);
    expect(total).toMatchObject({ lost: expect.closeTo(0.48), isShown: true });
    expect([causes.rates.lost, causes.spikes.lost, causes.floor.lost]).toEqual(
      [0.08, -0.05, 0.45].map((lost) => expect.closeTo(lost)),
    );
    expect([causes.rates.isShown, causes.spikes.isShown, causes.floor.isShown]).toEqual([true, true, true]);
  });

  it('counts the loss of a network that was trained with spikes from those', () => {
    const rows = [at(0.01, [80, 98, 98]), at(0.5, [90, 50, 60])];
    const { attainable, total, causes } = explain(rows, { ...trained, isTrainedWithSpikes: true }, []);
    expect(attainable).toBe(0.98);
    expect([total, causes.rates, causes.spikes, causes.floor].map(({ lost }) => lost)).toEqual(
      [0.48, 0, 0.38, 0.1].map((lost) => expect.closeTo(lost)),
    );
    const spiking = { ...explained(rows), ...explain(rows, { ...trained, isTrainedWithSpikes: true }, []) };
    const about = { images: 200, dtSeconds: 0.001, trainedAmplitude: 0.01, isTrainedWithSpikes: true };
    expect(answerExplanation(spiking, about)[0]).toMatch(
      /^Accuracy is lost to larger spikes \(38\.0 points\), the voltage floor \(10\.0 points\)\. .* 98\.0 % as it was trained, with spikes at 0\.01,/,
    );
  });

  it('counts the loss from the accuracy of the training software if that is given', () => {
    const rows = [at(0.01, [93, 90, 92]), at(0.5, [90, 80, 88])];
    const given = { ...explained(rows), ...explain(rows, { ...trained, trainedAccuracy: 0.97 }, []) };
    const { attainable, total, causes } = given;
    expect(attainable).toBe(0.97);
    expect(total).toMatchObject({ lost: expect.closeTo(0.17), isShown: true });
    // of 200 images, 160 right: Wilson 73.9 to 85.0 %
    expect(total.interval).toEqual([expect.closeTo(0.97 - 0.85, 3), expect.closeTo(0.97 - 0.739, 3)]);
    const parts = Object.values(causes).map(({ lost }) => lost);
    expect(parts).toEqual([0.04, 0.03, 0.02, 0.08].map((lost) => expect.closeTo(lost)));
    expect(answer(given)[0]).toMatch(
      /the voltage floor \(8\.0 points\), conversion from its training software \(4\.0 points\).*97\.0 % in its training software, as given\.$/,
    );
    expect(answer(given).at(-1)).toContain('except for the accuracy of the training software, which counts as exact');
    expect(explain(rows, { ...trained, trainedAccuracy: 0.82 }, []).total.isShown).toBe(false);
  });

  it('finds where one point is lost, with the amplitudes between which it may be', () => {
    const { onset } = explained(dropping);
    expect(onset).toEqual({ upTo: 0.02, low: 0.01, high: 0.05 });
  });

  it('counts the onset from another amplitude only if that is shown to be better than that of training', () => {
    const lucky = [at(0.005, [98, 98, 98]), at(0.01, [98, 97.5, 98])];
    const better = [at(0.005, [98, 66, 98]), at(0.01, [98, 29.5, 98])];
    expect([lucky, better].map((rows) => referenceOf(rows, 0.01).amplitude)).toEqual([0.01, 0.005]);
  });

  it('advises the simplest remedy within one point of the best that is not shown to be worse', () => {
    const adviseAt = (simple: number, other: number) =>
      explained(dropping, [remedy({ factor: 0.01 }, simple), remedy({ factor: 0.01, minVoltage: null }, other)])
        .advised;
    expect(adviseAt(98.5, 99)).toBe('factor 0.01/0.5');
    expect(adviseAt(97, 99)).toBe('factor 0.01/0.5, no floor');
    expect(adviseAt(81.5, 82)).toBe(null); // one or two images of 200
  });

  /** Rows whose amplitudes ascend from that of training. */
  const anyRows = fc
    .array(fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100)), { minLength: 2, maxLength: 6 })
    .map((rows) => rows.map((row, index) => at(index === rows.length - 1 ? 0.5 : 0.01 * (index + 1), row)));
  const anyTried = fc
    .array(fc.nat(100), { maxLength: 5 })
    .map((all) => all.map((percent, index) => remedy({ minVoltage: -1 - index }, percent)));

  it('always agrees with its rows', () => {
    fc.assert(
      fc.property(anyRows, anyTried, (rows, tried) => {
        const { causes, total, onset, reference, remedies, advised } = explained(rows, tried);
        expect(causes.rates.lost + causes.spikes.lost + causes.floor.lost).toBeCloseTo(total.lost, 12);
        const accuracyAt = (wanted: number) =>
          mean(rows.find(({ amplitude }) => amplitude === wanted)?.unchanged ?? []);
        const kept = rows.filter(({ amplitude }) => amplitude >= reference && amplitude <= onset.upTo);
        for (const { unchanged } of kept) expect(accuracyAt(reference) - mean(unchanged)).toBeLessThan(0.01);
        const { next } = onsetOf(rows, referenceOf(rows, 0.01));
        if (next !== undefined) expect(accuracyAt(reference) - accuracyAt(next)).toBeGreaterThan(0.0099);
        const accuracies = remedies.map(({ accuracy }) => accuracy);
        expect(accuracies).toEqual(accuracies.toSorted((a, b) => b - a));
        const chosen = remedies.find(({ name }) => name === advised);
        if (chosen) expect(chosen.accuracy).toBeGreaterThan((accuracies[0] as number) - 0.0101);
        if (chosen) expect(chosen.recovers).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the remedies of an explanation', () => {
  const search = { ...trained, measured: dropping, minVoltage: 0, kick: 27.6 };
  const named = (changed: object) =>
    remediesOf({ ...search, ...changed }).map(({ change }) => nameRemedy(change, search));

  it('are factors, floors that follow from the kick, a synapse, no floor, their combinations, and other steps', () => {
    expect(named({})).toEqual([
      ...['factor 0.01/0.5', 'floor -48', 'floor -97', 'floor -190', 'synapses of 5 ms', 'no floor'],
      ...['factor 0.01/0.5, synapses of 5 ms', 'factor 0.01/0.5, no floor', 'steps of 2 ms', '60 ms instead of 30 ms'],
    ]);
  });

  it('have no other steps if the network was trained with spikes, in a library that counts steps', () => {
    expect(named({ isTrainedWithSpikes: true })).not.toContain('steps of 2 ms');
  });

  it('take the factor of the best amplitude, below that of training too', () => {
    const measured = [at(0.002, [98, 90, 95]), at(0.004, [98, 93, 97]), at(0.01, [98, 60, 98]), at(0.5, [90, 20, 60])];
    expect(named({ measured })).toEqual(
      expect.arrayContaining(['factor 0.01/0.5', 'factor 0.004/0.5', 'factor 0.01/0.5, no floor']),
    );
  });

  it('change no floor that a network does not have, and no synapse that it has', () => {
    expect(named({ minVoltage: null, synapseSeconds: 0.01 })).toEqual([
      ...['factor 0.01/0.5', 'steps of 2 ms', '60 ms instead of 30 ms'],
    ]);
  });
});

it('the answer of an explanation says in every situation what spec/study/golden/explanations.txt contains', async () => {
  const usual = { ...explained(dropping), stream: { images: 50, unchanged: 0.8, advised: 0.98 } };
  const helpless = [remedy({ factor: 0.01 }, 82), remedy({ steps: 60 }, 76)];
  const combined = { factor: 0.004, synapseSeconds: 0.005, minVoltage: -97, dtSeconds: 0.002, steps: 15 };
  const situations: Readonly<Record<string, string[]>> = {
    'accuracy drops': answer(usual, 'nengo-dl'),
    'there is a warning': answer({ ...usual, warnings: ['close to chance'] }).slice(0, 1),
    'the network is not from NengoDL': answer(usual).slice(1, 2),
    'accuracy does not drop': answer(explained([at(0.01, [99, 99, 99]), at(0.5, [99, 98.5, 99])], helpless)),
    'the floor costs more than is lost, because spikes gain': answer(
      explained([at(0.01, [98, 97, 98]), at(0.5, [83, 77, 98])]),
    ).slice(0, 1),
    'accuracy rises': answer(explained([at(0.01, [80, 80, 80]), at(0.5, [95, 95, 95])], [])).slice(0, 1),
    'no single cause is more than chance': answer(explained([at(0.01, [99, 99, 99]), at(0.5, [97.5, 94.5, 96])])).slice(
      0,
      1,
    ),
    'a smaller amplitude is better': answer(
      explained([at(0.004, [98, 63, 98]), at(0.01, [98, 16.5, 98]), at(0.5, [98, 10, 60])]),
    ),
    'no remedy is better than chance': answer(explained(dropping, helpless)).slice(1),
    'all changes help together': [combined, { minVoltage: null }].flatMap((change) =>
      (['nengo-dl', undefined] as const).map(
        (library) => answer(explained(dropping, [remedy(change, 99)]), library)[1] ?? '',
      ),
    ),
  };
  const texts = Object.entries(situations).map(([name, lines]) => `If ${name}:\n${lines.join('\n')}\n`);
  await expect(texts.join('\n')).toMatchFileSnapshot('golden/explanations.txt');
});

describe('the warnings of an explanation', () => {
  it.each([
    ['nothing if a trained network has some silent neurons', 0.9, 0.3, /^$/],
    ['a layer that hardly fires', 0.9, 0.95, /^Layer 1: 95\.0 % of the neurons fire for no image\./],
    ['an accuracy close to chance', 0.19, 0.3, /^As a rate network .* only 19\.0 % correctly, which is close/],
  ])('name %s', (_, accuracy, silent, message) => {
    expect(warnAbout(10, accuracy, [silent]).join('\n')).toMatch(message);
  });
});

it('an explanation warns of the fraction of neurons that stay silent', async () => {
  const study = prepareGiven({ weights: miniatureWeights(), images: 2, amplitudes: [0.02] });
  const silentAt = (gray: number) =>
    measureSilent({ ...study, images: [0, 1].map(() => new Uint8Array(784).fill(gray)) }, 0.01);
  expect(await silentAt(0)).toEqual([1, 1]);
  expect((await silentAt(255))[0]).toBeLessThan(0.9);
});
