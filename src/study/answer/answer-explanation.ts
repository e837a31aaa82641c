import type { Network } from '../../simulator/network/network.ts';
import type {
  AccuracyExplanation,
  DropCauses,
  ExplainedAmplitude,
  ExplainedVariation,
} from '../explanation/explanation-schema.ts';
import type { StudySettings } from '../settings.ts';
import { hundredths, numberOf, percent, points } from './words.ts';

/** The number of images that a network was shown, and the amplitude of its training. */
type ExplainedNetwork = Pick<StudySettings, 'images'> & Pick<Network, 'trainedAmplitude'>;

/** The findings of an explanation: warnings, the verdict, at most five sentences, and the ways to recover the accuracy. */
export function answerExplanation(explanation: AccuracyExplanation, network: ExplainedNetwork): string[] {
  const { amplitudes, variations } = explanation;
  const last = amplitudes.at(-1) as ExplainedAmplitude;
  return [
    ...explanation.warnings.map((warning) => `Warning: ${warning}`),
    describeVerdict(explanation, network),
    ...describeSpikes(explanation),
    ...describePrediction(explanation),
    ...describeMechanism(last, variations),
    ...describeVariations(variations),
    ...(last.isWorse ? describeRecovery(explanation, network) : []),
  ];
}

function describeVerdict({ amplitudes, reference }: AccuracyExplanation, { images }: ExplainedNetwork): string {
  const { amplitude, accuracy, drop, isWorse } = amplitudes.at(-1) as ExplainedAmplitude;
  const found = `${percent(accuracy.floored)} with the voltage floor, ${percent(accuracy.free)} without it`;
  if (reference === amplitude) return `At amplitude ${amplitude}: ${found}.`;
  if (!isWorse)
    return `No accuracy loss up to amplitude ${amplitude} that ${numberOf(images, 'image')} can show: ${found}.`;
  const [main, ...others] = causesOf(drop) as [Cause, Cause, Cause];
  const rest = others.map(({ name, lost }) => `${name} ${hundredths(lost)}`).join(', ');
  return `${main.verdict} most of the accuracy loss: ${hundredths(main.lost)} of the ${points(drop.total)} lost from amplitude ${reference} to ${amplitude} (${rest}).`;
}

/** What spikes lose at the amplitude of training has other causes than a larger amplitude. */
function describeSpikes({ amplitudes, reference, losesBySpikes }: AccuracyExplanation): string[] {
  if (!losesBySpikes) return [];
  const { accuracy } = amplitudes.find(({ amplitude }) => amplitude === reference) as ExplainedAmplitude;
  const { rate, floored, free } = accuracy;
  return [
    `Spikes lose accuracy already at amplitude ${reference}: ${percent(rate)} as a rate network, ${percent(floored)} with spikes and the floor, ${percent(free)} with spikes and no floor. No change of the amplitude recovers that; a longer window or higher rates may.`,
  ];
}

function describePrediction({ amplitudes, reference, dropFrom }: AccuracyExplanation): string[] {
  if (dropFrom === undefined) return [];
  const found = amplitudes.find(({ isWorse }) => isWorse);
  const compared = `worse than amplitude ${reference}`;
  return [
    `Theory gives the scale of the kicks before any run: the median kick with which losses begin, within a factor of about two, is reached at amplitude ${dropFrom}; measured, ${found ? `amplitude ${found.amplitude} is the first that is ${compared}` : `no amplitude is ${compared}`}.`,
  ];
}

interface Cause {
  readonly name: string;
  readonly verdict: string;
  readonly lost: number;
}

/** Sorts the causes, the largest first. */
function causesOf({ floor, rates, spikes }: DropCauses): Cause[] {
  const causes = [
    { name: 'voltage floor', verdict: 'The voltage floor causes', lost: floor },
    { name: 'rate network', verdict: 'The rate network causes', lost: rates },
    { name: 'discrete spikes', verdict: 'Discrete spikes cause', lost: spikes },
  ];
  return causes.sort((a, b) => b.lost - a.lost);
}

/** The layer whose rates the floor distorts most, and the layer in which the floor costs most. */
function describeMechanism({ spikes }: ExplainedAmplitude, variations: readonly ExplainedVariation[]): string[] {
  const ratios = spikes.rate.map((rate, layer) => (spikes.floored[layer] as number) / rate);
  const most = Math.max(...ratios);
  if (!(most > 1.1)) return [];
  const layer = ratios.indexOf(most);
  const free = (spikes.free[layer] as number) / (spikes.rate[layer] as number);
  const rates = `With the floor, layer ${layer + 1} fires ${most.toFixed(1)} times as often as its rates predict (${free.toFixed(1)} times without it)`;
  return [`${rates}${describeWorstLayer(variations)}.`];
}

function describeWorstLayer(variations: readonly ExplainedVariation[]): string {
  const single = variations.filter(({ kind }) => kind === 'layers');
  const [worst] = single.toSorted((a, b) => a.accuracy.floored - b.accuracy.floored);
  if (!worst) return '';
  if (worst.recovers) return '; a floor in a single layer costs nothing that these images can show';
  const layer = /layer \d+/.exec(worst.name)?.[0];
  return `; it costs most in ${layer}: ${percent(worst.accuracy.floored)} with the floor there only`;
}

/** Other changes that recover the accuracy, and those that do not. */
function describeVariations(variations: readonly ExplainedVariation[]): string[] {
  const others = variations.filter(({ kind }) => kind !== 'layers');
  if (others.length === 0) return [];
  const listed = (recover: boolean) =>
    others
      .filter(({ recovers }) => recovers === recover)
      .map(({ name, accuracy }) => `${name} (${percent(accuracy.floored)})`)
      .join(', ');
  const [helpful, useless] = [listed(true), listed(false)];
  const isLongerStep = others.some(({ kind, recovers }) => kind === 'step' && recovers);
  const reason = isLongerStep
    ? ': a longer step lets excitation and inhibition of the same step cancel before the floor cuts'
    : '';
  return [
    [
      ...(helpful === '' ? [] : [`With the floor, these recover the accuracy: ${helpful}${reason}`]),
      ...(useless === ''
        ? []
        : [`${helpful === '' ? 'With the floor, these do not recover the accuracy' : 'these do not'}: ${useless}`]),
    ]
      .join('; ')
      .concat('.'),
  ];
}

/** The ways to recover, in the order of docs/answer.md: those that also help streams of images come first. */
function describeRecovery(explanation: AccuracyExplanation, { trainedAmplitude }: ExplainedNetwork): string[] {
  const { amplitudes, floors, variations, choice, better } = explanation;
  const { amplitude, accuracy } = amplitudes.at(-1) as ExplainedAmplitude;
  const chosen = amplitudes.find((one) => one.amplitude === choice) as ExplainedAmplitude;
  const k = Number((amplitude / trainedAmplitude).toPrecision(6));
  // the highest floor that is low enough, together with all lower ones
  const floor = floors.find((_, index) => floors.slice(index).every(({ isEnough }) => isEnough));
  const synapse = variations.find(({ kind }) => kind === 'synapse');
  const ways = [
    better.includes('rescaled') &&
      `The factor on every connection out of neurons, in NengoDL nengo_dl.Layer(layer)(x, transform=${trainedAmplitude} / ${amplitude}), or those weights divided by ${k}: ${percent(accuracy.rescaled)}. It suits single images and streams.`,
    floor?.isBetter &&
      floor.minVoltage !== null &&
      `A lower floor, in Nengo nengo.LIF(amplitude=${amplitude}, min_voltage=${floor.minVoltage}): ${percent(floor.accuracy)}. A floor lower than needed harms streams.`,
    synapse?.recovers &&
      `A synapse of 5 ms between the layers of neurons, synapse=0.005: ${percent(synapse.accuracy.floored)}. It suits single images, and streams whose read-out ignores the beginning of each image.`,
    better.includes('free') &&
      `No floor, in Nengo nengo.LIF(amplitude=${amplitude}, min_voltage=-np.inf): ${percent(accuracy.free)}. It suits single images.`,
    `Amplitude ${choice}, the largest that is not worse than that of training: ${percent(chosen.accuracy.floored)}.`,
  ].filter((way) => typeof way === 'string');
  return [
    `Ways to recover from ${percent(accuracy.floored)} at amplitude ${amplitude}; those that suit streams of images, which sweep --stream measures, come first:`,
    ...ways.map((way, index) => `${index + 1}. ${way}`),
  ];
}
