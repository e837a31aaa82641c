import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Law } from '../../src/conformance/law.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import type { Probe, runSpiking, runStream, SpikingRun } from '../../src/simulator/network/run.ts';
import { type NetworkCase, networkCase } from '../arbitraries/network-case.ts';
import { exactLowPass, lowPassError } from '../oracles/low-pass.ts';
import { requireSame, requireThat } from '../require.ts';

/** A network that laws run on streams of images, and on single images. */
export interface StreamUnderTest {
  readonly runSpiking: typeof runSpiking;
  readonly runStream: typeof runStream;
}

/** A statement that holds for every correct stream. */
export interface StreamLaw extends Pick<Law, 'id' | 'clause' | 'statement'> {
  readonly property: (network: StreamUnderTest) => fc.IProperty<unknown>;
}

function streamLaw(
  id: string,
  statement: string,
  judge: (network: StreamUnderTest, drawn: NetworkCase, law: Pick<Law, 'clause' | 'statement'>) => void,
): StreamLaw {
  const law = { id: `stream/${id}`, clause: 'image-stream', statement };
  return { ...law, property: (network) => fc.property(networkCase(), (drawn) => judge(network, drawn, law)) };
}

/** Laws of a network whose state is kept from one image to the next. */
export const streamLaws: readonly StreamLaw[] = [
  streamLaw(
    'one-image-is-a-run',
    'always gives the result of an ordinary run to a stream of one image, and to the first image of any stream',
    ({ runSpiking, runStream }, { forSpikes, images }, law) => {
      const probes = allProbes(forSpikes);
      const expected = runSpiking(forSpikes, images[0] as Uint8Array, probes);
      requireSame(law, expected, runStream(forSpikes, images.slice(0, 1), probes)[0], 'one image');
      requireSame(law, expected, runStream(forSpikes, images, probes)[0], 'the first image');
    },
  ),
  streamLaw(
    'equal-images-are-one-run',
    'always has, on n equal images, the currents, voltages, spikes and read-outs of one run of n times the steps',
    ({ runSpiking, runStream }, { forSpikes, images }, law) => {
      const probes = allProbes(forSpikes);
      const [image] = images as [Uint8Array];
      const runs = runStream(forSpikes, [image, image, image], probes);
      const { steps } = forSpikes.point;
      const long = runSpiking({ ...forSpikes, point: { ...forSpikes.point, steps: 3 * steps } }, image, probes);
      const probed = probes.map((_, probe) => runs.flatMap((run) => run.probed[probe] ?? []));
      const readout = runs.flatMap((run) => run.readout);
      requireSame(law, { probed: long.probed, readout: long.readout }, { probed, readout });
      requireSame(law, long.spikeCounts, sumOfCounts(runs), 'spike counts');
    },
  ),
  streamLaw(
    'shows-every-image',
    'always feeds the first layer the currents of the image that is shown',
    ({ runSpiking, runStream }, { forSpikes, images }, law) => {
      const probes = [{ layer: 'layer1', stage: 'current' }] as const;
      const expected = images.map((image) => runSpiking(forSpikes, image, probes).probed);
      requireSame(
        law,
        expected,
        runStream(forSpikes, images, probes).map(({ probed }) => probed),
      );
    },
  ),
  streamLaw(
    'read-out-starts-again',
    'always filters the read-outs of an image from 0, and predicts its class from them alone',
    ({ runStream }, { forSpikes, network, images }, law) => {
      const filter = { dtSeconds: forSpikes.point.dtSeconds, tauSeconds: network.architecture.readoutTauSeconds };
      for (const [image, { readout, filtered, predicted }] of runStream(forSpikes, images).entries()) {
        const last = Array.from(filtered.at(-1) ?? []);
        requireSame(law, last.indexOf(Math.max(...last)), predicted, `image ${image}`);
        for (const label of last.keys()) {
          const signal = readout.map((values) => values[label] as number);
          const expected = exactLowPass(signal, filter, 1);
          const got = filtered.map((values) => values[label] as number);
          const allowed = lowPassError(filter, Math.max(...signal.map(Math.abs)), unitRoundoff.float32);
          const close = expected.every((value, step) => Math.abs(value - (got[step] as number)) <= allowed);
          requireThat(close, law, () => ({ where: `image ${image}, class ${label}`, expected, got }));
        }
      }
    },
  ),
];

function allProbes({ layers }: EffectiveNetwork): Probe[] {
  return layers.flatMap(({ plan }) =>
    (['current', 'voltage', 'spikes'] as const).map((stage) => ({ layer: plan.name, stage })),
  );
}

function sumOfCounts(runs: readonly SpikingRun[]): Uint32Array[] {
  const [first] = runs as [SpikingRun];
  return first.spikeCounts.map((counts, layer) =>
    counts.map((_, neuron) => runs.reduce((sum, run) => sum + (run.spikeCounts[layer]?.[neuron] ?? 0), 0)),
  );
}
