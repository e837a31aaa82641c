import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkCase } from '../../properties/arbitraries/effective-network.ts';
import { compile } from '../../src/engine/kernel.ts';
import { prepareStream, runFirstLayer } from '../../src/engine/stream.ts';
import { subtractingLif } from '../../src/models/subtracting-lif.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking, runStream } from '../../src/simulator/network/run.ts';
import { classOfLastSteps } from '../network/class-of-last-steps.ts';

describe('a stream of images in the engine', async () => {
  const module = await compile();

  it('always gives the classes and the first spikes of the readable code', () => {
    fc.assert(
      fc.property(networkCase(), ({ forSpikes, images }) => {
        const probes = [{ layer: 'layer1', stage: 'spikes' }] as const;
        const expected = runStream(forSpikes, images, probes);
        const first = runFirstLayer(forSpikes, images);
        // as text, because the test runner compares arrays slowly
        expect(first.join()).toBe(expected.flatMap(({ probed }) => probed[0]).join());
        const classes = expected.map(({ predicted }) => predicted);
        const stream = prepareStream(module, forSpikes, images.length);
        expect([stream.predict(first), stream.predict(first)]).toEqual([classes, classes]);
      }),
    );
  });

  it('always reads out of the last steps of every image if the first are ignored', () => {
    fc.assert(
      fc.property(networkCase(), fc.nat(), ({ forSpikes, images }, drawn) => {
        const ignoredSteps = drawn % forSpikes.point.steps;
        const classes = runStream(forSpikes, images).map((run) => classOfLastSteps(run, ignoredSteps, forSpikes));
        const first = runFirstLayer(forSpikes, images);
        expect(prepareStream(module, forSpikes, images.length).predict(first, { ignoredSteps })).toEqual(classes);
      }),
    );
  });

  it('always reads out of all steps since the first image if the filter is carried over', () => {
    fc.assert(
      fc.property(networkCase(), ({ forSpikes, images }) => {
        const runs = runStream(forSpikes, images);
        const classes = runs.map((run, index) => {
          const readout = runs.slice(0, index + 1).flatMap((earlier) => earlier.readout);
          return classOfLastSteps({ ...run, readout }, 0, forSpikes);
        });
        const first = runFirstLayer(forSpikes, images);
        expect(prepareStream(module, forSpikes, images.length).predict(first, { isCarried: true })).toEqual(classes);
      }),
    );
  });

  it('is refused if the kernel does not run the network', () => {
    const network = foldForSpikes(build(miniature, 0), { ...tutorialPoint, neurons: subtractingLif });
    expect(() => prepareStream(module, network, 2)).toThrow('the kernel does not run this network: ');
    expect(() => runFirstLayer(network, [new Uint8Array(3)])).toThrow('image');
    expect(() => runSpiking(network, new Uint8Array(3))).toThrow('image');
  });
});
