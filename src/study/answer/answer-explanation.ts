import type { Network } from '../../simulator/network/network.ts';
import type {
  AccuracyExplanation,
  ExplainedAmplitude,
  ExplainedRemedy,
  MeasuredLoss,
  RemedyChange,
} from '../explanation/explanation-schema.ts';
import type { NetworkDescription } from '../network/description.ts';
import type { StudySettings } from '../settings.ts';
import { remedyLevel } from '../statistics/accuracy-tests.ts';
import type { Interval } from '../statistics/intervals.ts';
import { hundredths, milliseconds, numberOf, percent, points } from './words.ts';

/** The number of images that a network was shown, the amplitude of its training, and the library it comes from. */
type ExplainedNetwork = Pick<StudySettings, 'images' | 'dtSeconds'> &
  Pick<Network, 'trainedAmplitude'> & {
    readonly library?: NetworkDescription['library'] | undefined;
    readonly isTrainedWithSpikes?: boolean;
  };

/**
 * The findings of an explanation: warnings, then five sentences: what costs the accuracy, what to write, whether it suits
 * streams, which amplitudes cost nothing, and how sure this is.
 */
export function answerExplanation(explanation: AccuracyExplanation, network: ExplainedNetwork): string[] {
  return [
    ...explanation.warnings.map((warning) => `Warning: ${warning}`),
    describeLoss(explanation, network),
    describeAdvice(explanation, network),
    describeStreams(explanation),
    describeOnset(explanation, network),
    describeDoubt(explanation, network),
  ];
}

const causeNames = {
  conversion: 'conversion from its training software',
  floor: 'the voltage floor',
  rates: 'larger rates',
  spikes: 'discrete spikes',
} as const;

/** What is lost at the target, by cause. Only what is more than chance is called a cost or a gain. */
function describeLoss(explanation: AccuracyExplanation, network: ExplainedNetwork): string {
  const { trainedAmplitude, isTrainedWithSpikes = false } = network;
  const { target, attainable, total } = explanation;
  const before = explanation.causes.conversion
    ? 'in its training software, as given'
    : `${isTrainedWithSpikes ? 'as it was trained, with spikes' : 'as a rate network'} at ${trainedAmplitude}, the amplitude of training`;
  const compared = `${percent(attainable - total.lost)} at amplitude ${target}, ${percent(attainable)} ${before}`;
  if (!total.isShown)
    return `No accuracy loss is shown: ${compared}; difference ${hundredths(-total.lost)} points (95 %: ${rangeOf(negated(total.interval))}).`;
  if (total.lost < 0) return `No accuracy is lost: ${compared}, a gain of ${points(-total.lost)}.`;
  return `${describeCauses(explanation, isTrainedWithSpikes)} In all, ${points(total.lost)} are lost (95 %: ${rangeOf(total.interval)}): ${compared}.`;
}

function describeCauses({ causes }: AccuracyExplanation, isTrainedWithSpikes: boolean): string {
  const names = { ...causeNames, ...(isTrainedWithSpikes && { spikes: 'larger spikes' }) };
  const all = Object.entries(causes)
    .map(([name, loss]) => ({ name: names[name as keyof typeof names], ...loss }))
    .sort((a, b) => b.lost - a.lost);
  const listed = (start: string, wanted: (loss: MeasuredLoss) => boolean) => {
    const some = all
      .filter(wanted)
      .map(({ name, lost, isShown }) => `${name} (${points(isShown ? Math.abs(lost) : lost)})`);
    return some.length === 0 ? [] : `${start} ${some.join(', ')}.`;
  };
  const lost = listed('Accuracy is lost to', ({ isShown, lost }) => isShown && lost > 0);
  const unsure = lost.length > 0 ? 'These may be chance:' : 'Accuracy is lost; to which of these is not shown:';
  return [
    lost,
    listed('Accuracy is gained by', ({ isShown, lost }) => isShown && lost < 0),
    listed(unsure, ({ isShown, lost }) => !isShown && lost !== 0),
  ]
    .flat()
    .join(' ');
}

/** The line to write, with its accuracy. */
function describeAdvice(explanation: AccuracyExplanation, network: ExplainedNetwork): string {
  const { advised, remedies, target } = explanation;
  const remedy = remedies.find(({ name }) => name === advised);
  if (remedy !== undefined) return `Write: ${writeRemedy(remedy.change, target, network)}. ${describeRemedy(remedy)}.`;
  const [best] = remedies;
  const found = best && best.recovers > 0 ? ` The most accurate, ${best.name}, reaches ${percent(best.accuracy)}.` : '';
  return `No remedy that was tried is shown to help on these images; more may show one.${found}`;
}

function describeRemedy({ accuracy, interval, recovers, recoversInterval }: ExplainedRemedy): string {
  return `It reaches ${percent(accuracy)} (95 %: ${rangeOf(interval)}) and recovers ${points(recovers)} (${rangeOf(recoversInterval)})`;
}

/** A remedy in the terms of the library of the network, or in words. */
function writeRemedy(change: RemedyChange, target: number, { library, dtSeconds: step }: ExplainedNetwork): string {
  const { factor, minVoltage, synapseSeconds, dtSeconds = step, steps } = change;
  const floor = minVoltage === null ? 'no voltage floor' : `a voltage floor of ${minVoltage}`;
  const parts: (false | readonly [nengoDl: string, words: string])[] = [
    factor !== undefined && [
      `nengo_dl.Layer(layer)(x, transform=${factor} / ${target}) for every layer whose input comes from neurons`,
      `the weights of every layer but the first, multiplied by ${factor} / ${target}`,
    ],
    minVoltage !== undefined && [`nengo.LIF(amplitude=${target}, min_voltage=${minVoltage ?? '-np.inf'})`, floor],
    synapseSeconds !== undefined && [
      `synapse=${synapseSeconds} for every layer between neurons`,
      `low-pass synapses of ${milliseconds(synapseSeconds)} between the layers of neurons`,
    ],
    steps !== undefined && [
      `nengo_dl.Simulator(net, dt=${dtSeconds}) with ${numberOf(steps, 'step')} per image`,
      `${numberOf(steps, 'step')} of ${milliseconds(dtSeconds)} per image`,
    ],
  ];
  return parts.flatMap((part) => (part ? part[library === 'nengo-dl' ? 0 : 1] : [])).join(', and ');
}

function describeStreams({ stream, advised }: AccuracyExplanation): string {
  if (stream === null)
    return advised === null
      ? 'Streams of images were not run, because no remedy is advised.'
      : 'Streams of images were not run.';
  const { images, unchanged } = stream;
  return `In a stream, where each image follows another without a reset, ${percent(stream.advised)} with this change and ${percent(unchanged)} without it are right (${numberOf(images, 'image')}; the filter of the read-out starts again for each).`;
}

/** Which amplitudes the unchanged network bears, measured. */
function describeOnset(explanation: AccuracyExplanation, { trainedAmplitude }: ExplainedNetwork): string {
  const { amplitudes, reference, onset } = explanation;
  const accuracyAt = (wanted: number) =>
    percent((amplitudes.find(({ amplitude }) => amplitude === wanted) as ExplainedAmplitude).accuracy.unchanged);
  const better =
    reference === trainedAmplitude
      ? ''
      : `Amplitude ${reference} is better than that of training: ${accuracyAt(reference)} instead of ${accuracyAt(trainedAmplitude)}. `;
  const { amplitude: largest } = amplitudes.at(-1) as ExplainedAmplitude;
  if (reference === largest) return `${better}No amplitude above ${reference} was measured.`;
  const start = onset.low === reference ? 'at no larger amplitude' : `up to ${onset.low}`;
  const end = onset.high === null ? 'is shown at none' : `is first shown at ${onset.high}`;
  const found =
    onset.upTo === reference
      ? `The next measured amplitude above ${reference} already loses a point on these images`
      : `Unchanged, amplitudes up to ${onset.upTo} lose less than one point of the ${accuracyAt(reference)} at ${reference} on these images`;
  return `${better}${found}; for others, such a loss is excluded ${start} and ${end} (95 %).`;
}

function describeDoubt({ remedies, advised, causes }: AccuracyExplanation, { images }: ExplainedNetwork): string {
  const helpful = remedies.filter(({ isBetter }) => isBetter).length;
  const tried = `Of ${numberOf(remedies.length, 'change')} tried, ${helpful} recover accuracy beyond chance (each tested at ${percent(remedyLevel)})`;
  const [best] = remedies;
  const ahead = (best?.accuracy ?? 0) - (remedies.find(({ name }) => name === advised)?.accuracy ?? 1);
  const simpler =
    ahead > 0 ? `; "${best?.name}" is ${points(ahead)} better than the advised one, which may be chance` : '';
  const given = causes.conversion ? ', except for the accuracy of the training software, which counts as exact' : '';
  return `How sure: measured by lifspec on ${numberOf(images, 'image')}${given}. ${tried}${simpler}. Amplitude and remedy were chosen on these images, which are the first of the test set and not a random sample, so others may be read worse.`;
}

const rangeOf = ([low, high]: Interval) => `${hundredths(low)} to ${hundredths(high)}`;

const negated = ([low, high]: Interval): Interval => [-high, -low];
