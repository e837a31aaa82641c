import { architectures, tutorial } from '../../simulator/network/architecture.ts';
import type { Network } from '../../simulator/network/network.ts';
import type {
  AccuracyExplanation,
  DropCauses,
  ExplainedAmplitude,
  ExplainedVariation,
} from '../explanation/explanation-schema.ts';
import type { StudySettings } from '../results/settings.ts';
import { hundredths, numberOf, percent, points } from './words.ts';

/** The network that is explained, by name, the number of images, and the amplitude of its training. */
export type ExplainedNetwork = Pick<StudySettings, 'network' | 'images'> & Pick<Network, 'trainedAmplitude'>;

/** The findings of an explanation: the verdict, at most three sentences, and three ways to recover the accuracy. */
export function answerExplanation(explanation: AccuracyExplanation, network: ExplainedNetwork): string[] {
  const { amplitudes, variations } = explanation;
  const last = amplitudes.at(-1) as ExplainedAmplitude;
  return [
    describeVerdict(explanation, network),
    ...describeMechanism(last, variations),
    ...describeVariations(variations),
    ...describeRetraining(last),
    ...(last.isWorse ? describeRecovery(explanation, network) : []),
  ];
}

function describeVerdict({ amplitudes }: AccuracyExplanation, { images }: ExplainedNetwork): string {
  const [first, last] = [amplitudes[0], amplitudes.at(-1)] as [ExplainedAmplitude, ExplainedAmplitude];
  const { amplitude, accuracy, drop, isWorse } = last;
  const found = `${percent(accuracy.floored)} with the voltage floor, ${percent(accuracy.free)} without it`;
  if (first === last) return `At amplitude ${amplitude}: ${found}.`;
  if (!isWorse)
    return `No accuracy loss up to amplitude ${amplitude} that ${numberOf(images, 'image')} can show: ${found}.`;
  const [main, ...others] = causesOf(drop) as [Cause, Cause, Cause];
  const rest = others.map(({ name, lost }) => `${name} ${hundredths(lost)}`).join(', ');
  return `${main.verdict} most of the accuracy loss: ${hundredths(main.lost)} of the ${points(drop.total)} lost from amplitude ${first.amplitude} to ${amplitude} (${rest}).`;
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
  const single = variations.filter(({ kind, name }) => kind === 'layers' && name.endsWith('only'));
  const [worst] = single.toSorted((a, b) => a.accuracy.floored - b.accuracy.floored);
  if (!worst) return '';
  if (worst.recovers) return '; in no single layer does it matter';
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
      ...(useless === '' ? [] : [`${helpful === '' ? 'These' : 'these'} do not: ${useless}`]),
    ]
      .join('; ')
      .concat('.'),
  ];
}

function describeRetraining({ amplitude, remedies: { retrained, retrainedRescaled } }: ExplainedAmplitude): string[] {
  if (!retrained || !retrainedRescaled) return [];
  const [plain, inUnits] = [retrained, retrainedRescaled].map(({ accuracy }) => percent(accuracy.floored));
  return [
    `Trained for amplitude ${amplitude}, the network gives ${plain} with the plain recipe and ${inUnits} with the rescaled one.`,
  ];
}

function describeRecovery(explanation: AccuracyExplanation, { network, trainedAmplitude }: ExplainedNetwork): string[] {
  const { amplitudes, choice } = explanation;
  const { amplitude, accuracy } = amplitudes.at(-1) as ExplainedAmplitude;
  const chosen = amplitudes.find((one) => one.amplitude === choice) as ExplainedAmplitude;
  const k = Number((amplitude / trainedAmplitude).toPrecision(6));
  return [
    `Three ways to recover from ${percent(accuracy.floored)} at amplitude ${amplitude}:`,
    `1. Lift the floor${describeFloor(explanation)}: nengo.LIF(amplitude=${amplitude}, min_voltage=-np.inf) gives ${percent(accuracy.free)}.`,
    `2. Divide the weights that receive spikes by ${k}: ${percent(accuracy.rescaled)}.${describeTraining(network, amplitude, trainedAmplitude)}`,
    `3. Stay at amplitude ${choice}, the largest that is no worse than the best: ${percent(chosen.accuracy.floored)}.`,
  ];
}

/** The highest floor that is low enough, together with all lower ones. */
function describeFloor({ floors }: AccuracyExplanation): string {
  const enough = floors.find((_, index) => floors.slice(index).every(({ isEnough }) => isEnough));
  return typeof enough?.minVoltage === 'number' ? ` (${enough.minVoltage} is low enough)` : '';
}

/** The command for this training, if lifspec can train such a network. */
function describeTraining(network: string, amplitude: number, trainedAmplitude: number): string {
  if (!Object.hasOwn(architectures, network)) return '';
  const named = network === tutorial.name ? '' : `--network ${network} `;
  return ` To train like this: lifspec train ${named}--amplitude ${amplitude} --rescale ${trainedAmplitude} --out DIR`;
}
