import { createEngine } from '../../engine/engine.ts';
import { whyReadable } from '../../engine/scope.ts';
import { filterStream } from '../../engine/stream.ts';
import { argmax } from '../../simulator/network/dense.ts';
import { foldForSpikes } from '../../simulator/network/effective.ts';
import type { NetworkStudy } from '../prepare.ts';
import { withInitialVoltage } from '../run/task-runner.ts';
import { operatingPoint } from '../settings.ts';
import { highestEnough } from './explain.ts';
import type { ExplainedFloor, ExplainedStream } from './explanation-schema.ts';

/** Most streams of two images that are run, which takes a few seconds on one thread. */
const mostStreams = 100;

/**
 * Shows a network two images in a row at an amplitude without resetting its neurons: with the given settings, and with
 * each remedy. The filter of the read-out starts again for the second image, or is carried over.
 *
 * @param base - base of the rescaling
 * @returns none if only the readable code can run the network, or if there is only one image
 */
export async function measureStreams(
  { settings, network, images, labels }: NetworkStudy,
  amplitude: number,
  base: number,
  floors: readonly ExplainedFloor[],
): Promise<ExplainedStream[]> {
  const streams = Math.min(mostStreams, Math.floor(settings.images / 2));
  const started = withInitialVoltage(network, 0, settings);
  const folded = streamSettings(floors, settings.synapseSeconds).map((setting) => {
    const { minVoltage, synapseSeconds, rescaled } = setting;
    const rescalingBase = rescaled ? base : settings.rescalingBase;
    const point = operatingPoint({ amplitude, minVoltage }, { ...settings, rescalingBase });
    return { setting, network: foldForSpikes(started, { ...point, synapseSeconds }) };
  });
  if (streams === 0 || folded.some((one) => whyReadable(one.network) !== undefined)) return [];
  const { prepareStream } = await createEngine();
  const pairs = Array.from({ length: streams }, (_, stream) => images.slice(2 * stream, 2 * stream + 2));
  return folded.map((one): ExplainedStream => {
    const { run } = prepareStream(one.network, 2);
    const ran = pairs.map((pair) => run(pair));
    const rightAt = (index: number, isCarried: boolean) => {
      const isRight = (pair: (typeof ran)[number], stream: number) =>
        argmax(filterStream(pair.slice(0, index + 1), one.network, { isCarried })) === labels[2 * stream + index];
      return ran.filter(isRight).length / streams;
    };
    const accuracy = { first: rightAt(0, false), second: rightAt(1, false), carried: rightAt(1, true) };
    return { ...one.setting, accuracy };
  });
}

/** The given settings, then every remedy, the best for streams first. */
function streamSettings(floors: readonly ExplainedFloor[], synapseSeconds = 0): Omit<ExplainedStream, 'accuracy'>[] {
  const asked = { minVoltage: 0, synapseSeconds, rescaled: false };
  const enough = highestEnough(floors);
  return [
    asked,
    { ...asked, rescaled: true },
    ...(enough ? [{ ...asked, minVoltage: enough }] : []),
    { ...asked, synapseSeconds: 0.005 },
    { ...asked, minVoltage: null },
  ];
}
