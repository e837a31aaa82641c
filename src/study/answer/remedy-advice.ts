import type { Fall } from '../explanation/accuracy-drop.ts';
import type { ExplainedAmplitude } from '../explanation/explain.ts';
import type { ExplainedVariation } from '../explanation/variation.ts';
import { percent, points } from './percent.ts';

/** Says which part of a fall each cause has, if there is a fall. */
export function describeCauses({ fall }: Pick<ExplainedAmplitude, 'fall'>, first: number): string[] {
  if (!(fall.total > 0)) return [];
  return [`Of the ${points(fall.total)} lost since amplitude ${first}: ${causes(fall, 'rate network')}.`];
}

/** Says what became of networks that were trained anew for the largest amplitude. */
export function describeRetraining({ amplitude, remedies }: ExplainedAmplitude): string[] {
  const { retrained, retrainedRescaled } = remedies;
  return [
    ...(retrained
      ? [
          `Trained anew for amplitude ${amplitude} with the recipe as it is: ${percent(retrained.accuracy.floored)} with the floor, ${percent(retrained.accuracy.free)} without, ${percent(retrained.accuracy.rate)} as a rate network${lost(retrained.fall, 'units of training')}.`,
        ]
      : []),
    ...(retrainedRescaled
      ? [
          `Trained anew in the units of the amplitude (start and learning rate ÷ k, ε · k²): ${percent(retrainedRescaled.accuracy.floored)}${lost(retrainedRescaled.fall, 'units of training')}.`,
        ]
      : []),
  ];
}

/** Says what else was tried at the largest amplitude, and whether it helps. */
export function describeVariations(variations: readonly ExplainedVariation[]): string[] {
  const of = (kind: ExplainedVariation['kind']) => variations.filter((one) => one.kind === kind);
  return [
    ...describeLayers(of('layers')),
    ...['reset', 'step', 'window'].flatMap((kind) => of(kind as 'reset')).map(describeOther),
  ];
}

function describeLayers(variations: readonly ExplainedVariation[]): string[] {
  const single = variations.filter(({ name }) => name.endsWith('only'));
  const worst = single.reduce<ExplainedVariation | undefined>(
    (one, other) => (one && one.accuracy.floored <= other.accuracy.floored ? one : other),
    undefined,
  );
  if (!worst) return [];
  const { floored, free } = worst.before;
  if (single.every(({ recovers }) => recovers)) {
    return [`No layer's floor alone makes it worse than no floor at all, ${percent(free)}.`];
  }
  const listed = single.map(({ name, accuracy }) => `${name.replace('floor in ', '')} ${percent(accuracy.floored)}`);
  return [
    `The floor matters most in ${worst.name.replace('floor in ', '').replace(' only', '')}. With the floor in ${listed.join(', in ')}; in all ${percent(floored)}, in none ${percent(free)}.`,
  ];
}

function describeOther({ name, accuracy, before, images, recovers }: ExplainedVariation): string {
  const without = accuracy.free === null ? '' : `, ${percent(accuracy.free)} without`;
  const verdict = recovers ? 'does help' : 'does not make up for the floor';
  return `${name.replace(/^./, (letter) => letter.toUpperCase())}: ${percent(accuracy.floored)} with the floor${without}; ${percent(before.floored)} and ${percent(before.free)} otherwise (${images} images). It ${verdict}.`;
}

function lost(fall: Fall, rates: string): string {
  return fall.total > 0 ? `; of the ${points(fall.total)} lost, ${causes(fall, rates)}` : '; nothing is lost';
}

function causes({ rates, spikes, floor }: Fall, name: string): string {
  return `${points(floor)} to the floor, ${points(rates)} to the ${name}, ${points(spikes)} to spikes as such`;
}
