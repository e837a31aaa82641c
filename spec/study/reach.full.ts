import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReachNetwork } from '../../scripts/reach-networks.ts';
import type { Reach } from '../../scripts/write-reach.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

describe('the saved accuracies of docs/reach.md', () => {
  it('are measured again: keras', async () => {
    // the threads of a study run compiled code
    const { measureReach }: typeof import('../../scripts/write-reach.ts') = await import(
      `${process.cwd()}/dist/scripts/write-reach.js`
    );
    const saved: readonly Reach[] = JSON.parse(readFileSync('fixtures/studies/reach.json', 'utf8')).networks;
    const { name, difference, images, ...numbers } = saved.find((one) => one.name === 'keras') as Reach;
    const { images: digits, labels } = loadMnist('test');
    const shown = { images: digits.slice(0, images), labels: labels.slice(0, images) };
    const network = readNetwork('fixtures/networks/own-network/keras');
    const one: ReachNetwork = { name, difference, network, digits: shown };
    expect(await measureReach(one)).toEqual({ name, difference, images, ...numbers });
  });
});
