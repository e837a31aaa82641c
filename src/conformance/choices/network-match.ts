import { precisions } from '../../base/precision.ts';
import type { NetworkInput, NetworkOutput } from '../implementation.ts';
import { followNetwork, layerOf, networkActs, type ObservedSpikes, recordingIn, type Stage } from './network-run.ts';
import { type Compared, matchingNumbers } from './numbers-match.ts';
import type { AskedRequest, Stages } from './stages.ts';

/** An answer of a simulator to a request to run a network. */
export type AskedNetwork = AskedRequest<NetworkInput, NetworkOutput>;

/** Compares answers with sets of choices, number by number, the recordings of a request first. */
export const networkMatcher: Stages<NetworkInput, NetworkOutput>['matcherOf'] = matchingNumbers(function* (
  chosen,
  { input, answer },
  precision,
) {
  const acts = networkActs(chosen);
  const following = { precision: precisions[precision], isFollowed: true, ...observedIn(input, answer) };
  for (const stage of followNetwork(acts, input, following)) yield* numbersOf(stage, input, answer);
  // the class follows from the read-out that the simulator itself shows
  for (const [image, got] of answer.predicted.entries()) {
    const expected = acts.predicted(answer.readout[image] ?? []);
    yield { where: () => `class of image ${image}`, expected, error: 0, got };
  }
});

/** The recorded spikes of the first image decide what rounding does not. */
function observedIn(
  { probes = [] }: NetworkInput,
  { probed = [] }: NetworkOutput,
): { readonly observed?: ObservedSpikes } {
  const rows = new Map(
    probes.flatMap(({ layer, stage }, index) => {
      const recording = probed[index];
      return stage === 'spikes' && recording !== undefined ? [[layerOf(layer), recording] as const] : [];
    }),
  );
  if (rows.size === 0) return {};
  return { observed: (layer, neuron, step) => rows.get(layer)?.[step]?.[neuron] };
}

/** The numbers of a stage that rounding does not decide, beside those of an answer. */
function* numbersOf(stage: Stage, { probes = [], steps }: NetworkInput, answer: NetworkOutput): Generator<Compared> {
  if (stage.is === 'read-out') {
    for (const [image, classes] of stage.readout.values.entries())
      for (const [label, expected] of classes.entries())
        if (stage.decided[image] === steps)
          yield {
            where: () => `read-out of class ${label}, image ${image}`,
            expected,
            error: stage.readout.errors[image]?.[label] ?? 0,
            got: answer.readout[image]?.[label],
          };
    return;
  }
  for (const [index, probe] of probes.entries()) {
    const [recording, own] = [answer.probed?.[index], recordingIn(stage, probe)];
    if (recording === undefined || own === undefined) continue;
    for (const [step, row] of own.values.slice(0, stage.decided[0]).entries())
      for (const [neuron, expected] of row.entries())
        yield {
          where: () => `${probe.stage} of layer ${stage.layer + 1} in step ${step}, neuron ${neuron}`,
          expected,
          error: own.errors?.[step]?.[neuron] ?? 0,
          got: recording[step]?.[neuron],
        };
  }
  if (stage.is === 'layer')
    for (const [image, expected] of stage.counts.entries())
      if (stage.decided[image] === steps)
        yield {
          where: () => `spikes of layer ${stage.layer + 1}, image ${image}`,
          expected,
          error: 0,
          got: answer.spikeCounts[image]?.[stage.layer],
        };
}
