import { describe, expect, it } from 'vitest';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, type OperatingPoint, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { images } from './answers.ts';
import { remedies } from './remedies.ts';

const amplitude = 0.5;
const points: Readonly<Record<string, Partial<OperatingPoint>>> = {
  'as-asked': {},
  factor: { rescaling: amplitude / 0.01 },
  'divided-weights': { rescaling: amplitude / 0.01 },
  'synapse-2ms': { synapseSeconds: 0.002 },
  'synapse-5ms': { synapseSeconds: 0.005 },
  'no-floor': { minVoltage: Number.NEGATIVE_INFINITY },
  'floor-32': { minVoltage: -32 },
};
/** NengoDL adds in another order, which may change the class of an image whose decision is close. */
const mostOtherClasses = 1;

describe('every remedy', async () => {
  const engine = await createEngine();
  const network = readNetwork(nengoDlDirectory());

  it.each(remedies.fixed)('leads to the classes that NengoDL predicts: $remedy', ({ remedy, predicted }) => {
    const running = engine.prepare(foldForSpikes(network, { ...tutorialPoint, amplitude, ...points[remedy] }));
    const own = images.slice(0, remedies.images).map((image) => String(running.runSpiking(image).predicted));
    const other = own.filter((label, image) => label !== predicted[image]);
    expect(predicted).toHaveLength(remedies.images);
    expect(other.length).toBeLessThanOrEqual(mostOtherClasses);
  });
});
