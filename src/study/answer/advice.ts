import { architectures, tutorial } from '../../simulator/network/architecture.ts';
import type { ExplainedAmplitude, Explanation } from '../explanation/explain.ts';
import { percent, points } from './percent.ts';
import { describeCauses, describeRetraining, describeVariations } from './remedy-advice.ts';

/** About what network advice is given. */
export interface Advised {
  /** Name of its architecture. */
  readonly network: string;
  /** Number of images on which it was run. */
  readonly images: number;
  /** The amplitude for which the weights were trained. */
  readonly trainedAmplitude: number;
}

/** Says in words what an explanation comes to: why accuracy falls, which amplitude to choose, and how to recover. */
export function advise(explanation: Explanation, advised: Advised): string[] {
  const { amplitudes, variations } = explanation;
  const [first, last] = [amplitudes[0], amplitudes.at(-1)] as [ExplainedAmplitude, ExplainedAmplitude];
  return [
    describeFall(explanation, advised),
    ...describeCauses(last, first.amplitude),
    ...describeRetraining(last),
    ...describeChoice(explanation, advised),
    ...describeFloors(explanation),
    ...describeVariations(variations),
    ...describeWays(explanation, advised),
  ];
}

function describeFall({ amplitudes, best: bestAmplitude }: Explanation, { images }: Advised): string {
  const last = amplitudes.at(-1) as ExplainedAmplitude;
  const best = atAmplitude(amplitudes, bestAmplitude);
  const [from, to] = [best.accuracy.floored, last.accuracy.floored];
  if (amplitudes.length === 1)
    return `At amplitude ${last.amplitude}, the only one, accuracy with spikes is ${percent(to)}.`;
  if (!last.isWorse)
    return `Accuracy with spikes is ${percent(to)} at amplitude ${last.amplitude}, the largest: ${images} images show no fall from ${percent(from)}, the best, at ${best.amplitude}.`;
  const lostByRates = best.accuracy.rate - last.accuracy.rate;
  const rates = lostByRates > 0 ? `loses ${points(lostByRates)} on the way` : 'loses nothing on the way';
  return `Accuracy with spikes falls from ${percent(from)} at amplitude ${best.amplitude} to ${percent(to)} at ${last.amplitude}, ${points(from - to)}. The floor of the voltage takes ${points(last.lostToFloor)}: without it the same network gives ${percent(last.accuracy.free)}; its rate network ${rates}.${describeRates(last)}`;
}

/** Where the floor inflates firing rates most. */
function describeRates({ spikes, amplitude }: ExplainedAmplitude): string {
  const ratios = spikes.rate.map((expected, layer) => (spikes.floored[layer] as number) / expected);
  const most = Math.max(...ratios);
  const layer = ratios.indexOf(most);
  const free = (spikes.free[layer] as number) / (spikes.rate[layer] as number);
  if (!(most > 1.1)) return '';
  return ` With the floor neurons of layer ${layer + 1} fire ${most.toFixed(1)} times as often at ${amplitude} as their rates say, without it ${free.toFixed(1)} times.`;
}

function describeChoice({ amplitudes, choice, best }: Explanation, { images }: Advised): string[] {
  if (amplitudes.length === 1) return [];
  const accuracyAt = (amplitude: number) => percent(atAmplitude(amplitudes, amplitude).accuracy.floored);
  const chosen = `Choose amplitude ${choice}, ${accuracyAt(choice)}`;
  const rule = `worse is who loses more of the ${images} images than it wins by over 1.96 · √(lost + won)`;
  if (choice === best) return [`${chosen}: none is better, and every larger one is worse (${rule}).`];
  return [
    `${chosen}: it is the largest one that is not worse than the best, ${best} with ${accuracyAt(best)} (${rule}).`,
  ];
}

function describeFloors({ amplitudes, floors }: Explanation): string[] {
  if (floors.length === 0) return [];
  const { amplitude } = amplitudes.at(-1) as ExplainedAmplitude;
  const enough = floors.find(({ isEnough }, index) => isEnough && floors.slice(index).every((one) => one.isEnough));
  if (!enough || enough === floors[0]) return [`At amplitude ${amplitude} a floor of 0 is no worse than none.`];
  if (enough.minVoltage === null) return [`At amplitude ${amplitude} no floor that was tried is low enough.`];
  return [
    `At amplitude ${amplitude} a floor of ${enough.minVoltage} is low enough: ${percent(enough.accuracy)}, not worse than ${percent((floors.at(-1) as typeof enough).accuracy)} without.`,
  ];
}

function describeWays({ amplitudes, choice }: Explanation, { network, trainedAmplitude }: Advised): string[] {
  const last = amplitudes.at(-1) as ExplainedAmplitude;
  const { amplitude, accuracy } = last;
  if (!last.isWorse) return [];
  const k = Number((amplitude / trainedAmplitude).toPrecision(6));
  const training = describeTraining(network, `--amplitude ${amplitude} --rescale ${trainedAmplitude}`);
  return [
    `Three ways to recover from amplitude ${amplitude}, ${percent(accuracy.floored)}:`,
    `1. lift the floor, nengo.LIF(amplitude=${amplitude}, min_voltage=-np.inf): ${percent(accuracy.free)};`,
    `2. keep amplitude · weights constant, the weights behind the neurons ÷ ${k}: ${percent(accuracy.rescaled)} (in training: start and learning rate ÷ ${k}, ε · ${k}²${training});`,
    `3. stay at amplitude ${choice}: ${percent(atAmplitude(amplitudes, choice).accuracy.floored)}.`,
  ];
}

/** The command that trains so, if lifspec can train such a network. */
function describeTraining(network: string, options: string): string {
  if (!Object.hasOwn(architectures, network)) return '';
  return `, lifspec train ${network === tutorial.name ? '' : `--network ${network} `}${options}`;
}

function atAmplitude(amplitudes: readonly ExplainedAmplitude[], amplitude: number): ExplainedAmplitude {
  return amplitudes.find((one) => one.amplitude === amplitude) as ExplainedAmplitude;
}
