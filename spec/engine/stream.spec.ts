import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkCase } from '../../properties/arbitraries/network-case.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { filterStream, readableStream } from '../../src/engine/stream.ts';
import { subtractingLif } from '../../src/models/subtracting-lif.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { argmax } from '../../src/simulator/network/dense.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runStream, summarizeRun } from '../../src/simulator/network/run.ts';
import { classOfLastSteps } from '../network/class-of-last-steps.ts';

describe('a stream of images in the engine', async () => {
  const engine = await createEngine();

  it('always has the read-outs, spike counts and classes of the readable code, whenever it runs', () => {
    fc.assert(
      fc.property(networkCase(), ({ forSpikes, images }) => {
        const runs = runStream(forSpikes, images);
        const expected = runs.map((run) => ({ readout: run.readout, spikeCounts: summarizeRun(run).spikeCounts }));
        const { run } = engine.prepareStream(forSpikes, images.length);
        const stream = run(images);
        // as text, because the test runner compares arrays slowly
        const text = JSON.stringify(expected);
        expect([JSON.stringify(stream), JSON.stringify(run(images))]).toEqual([text, text]);
        expect(JSON.stringify(readableStream(forSpikes).run(images))).toBe(text);
        for (const [index, one] of runs.entries()) {
          const shown = stream.slice(0, index + 1);
          const classOf = (isCarried: boolean) => argmax(filterStream(shown, forSpikes, { isCarried }));
          const readout = runs.slice(0, index + 1).flatMap((earlier) => earlier.readout);
          expect(classOf(false)).toBe(one.predicted);
          expect(classOf(true)).toBe(classOfLastSteps({ ...one, readout }, 0, forSpikes));
        }
      }),
    );
  });

  it('has the bits of the readable code with neurons that are reset by subtraction', () => {
    const network = foldForSpikes(build(miniature, 0), { ...tutorialPoint, neurons: subtractingLif });
    const images = [200, 100].map((brightness) => new Uint8Array(784).fill(brightness));
    const readouts = (runs: readonly { readonly readout: unknown }[]) => runs.map(({ readout }) => readout);
    expect(readouts(engine.prepareStream(network, 2).run(images))).toEqual(readouts(runStream(network, images)));
  });

  it('is refused if an image has the wrong size', () => {
    const network = foldForSpikes(build(miniature, 0), tutorialPoint);
    expect(() => engine.prepareStream(network, 2).run([new Uint8Array(3)])).toThrow('image');
  });
});
