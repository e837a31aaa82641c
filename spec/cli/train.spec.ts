import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNetwork } from '../../src/study/network/folder.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { ageLock, contentOf, expectRefusal, interruptLifspec, lifspec } from './command-line.ts';

/** A short training. */
const small = 'train --network miniature --training 2,100 --out';

describe('lifspec train', () => {
  it('prints loss and accuracy of each epoch, and saves a network that can be run', async () => {
    const out = join(temporaryFolder(), 'trained');
    const { status, stdout } = await lifspec(`${small} ${out}`);
    expect(stdout).toMatch(
      /^epoch 1: loss \d\.\d{4}, accuracy \d+\.\d\d %\nepoch 2: .*\nthe network is in .*trained\n$/,
    );
    expect(status).toBe(0);
    expect(readNetwork(out)).toMatchObject({ trainedAmplitude: 0.01, architecture: { name: 'miniature' } });
    expect(readdirSync(out).filter((name) => !name.endsWith('.npy'))).toEqual(['network.json', 'training.json']);
    const swept = await lifspec(`sweep --network ${out} --amplitudes 0.01 --images 20 --report json`);
    expect(JSON.parse(swept.stdout).settings).toMatchObject({ images: 20, network: 'miniature' });
  });

  it('reuses a finished network, and refuses other settings or another network in its folder', async () => {
    const out = join(temporaryFolder(), 'trained');
    const line = `train --network miniature --training 1,50 --out ${out}`;
    expect((await lifspec(line)).stdout).toContain('epoch 1');
    expect((await lifspec(line)).stdout).toBe(`the network is in ${out}\n`);
    await expectRefusal(`${line} --seed 1`, `${out}: has seed 0, not 1; choose the same settings or another folder\n`);
    const bias = readFileSync(join(out, 'dense_bias.npy'));
    writeFileSync(join(out, 'dense_bias.npy'), bias.fill(0, bias.length - 40));
    const reason = 'the network is not the one that training.json records; delete the folder to train again';
    await expectRefusal(line, `${out}: ${reason}\n`);
  });

  it('stops with a message if the loss is not finite', () =>
    expectRefusal(
      `train --network miniature --training 1,50 --amplitude 1e38 --out ${join(temporaryFolder(), 'diverged')}`,
      'loss in epoch 1 must be a finite number, but is NaN; the training diverges\n',
    ));

  it('refuses a finished training that is damaged, with the field that is wrong', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'training.json'), '{"versions":{},"settings":{},"finished":{"epochs":[]}}');
    const message = 'training.json: finished.networkDigest: expected string, but got nothing; delete';
    return expectRefusal(`${small} ${folder}`, message);
  });
});

/** Training that takes seconds, long enough to be stopped. */
const train = (folder: string, epochs: number, more = '') =>
  `train --network miniature --training ${epochs},400 --out ${folder}${more}`;

describeSlow('lifspec train', () => {
  it('writes the same bytes with any number of workers, and if it is killed and begun again', async () => {
    const at = (name: string) => join(temporaryFolder(), name);
    const [one, two, killed] = [at('one'), at('two'), at('killed')];
    expect((await lifspec(train(one, 5, ' --workers 1'))).status).toBe(0);
    expect((await lifspec(train(two, 5, ' --workers 2'))).status).toBe(0);
    // in the middle of the settings, of the network, and of the end
    for (const SPEC_CHANGES of ['4', '19', '31']) {
      expect(interruptLifspec(train(killed, 5), { SPEC_SIGNAL: 'SIGKILL', SPEC_CHANGES }).status).toBeNull();
      ageLock(killed);
    }
    expect((await lifspec(train(killed, 5))).status).toBe(0);
    expect(contentOf(two)).toEqual(contentOf(one));
    expect(contentOf(killed)).toEqual(contentOf(one));
  });
});

describeSlow('lifspec sweep over networks that are trained for it', () => {
  const sweep = 'sweep --network miniature --training 1,200 --images 20 --report json';

  it('trains one network per seed if weights are fixed, saves all in a folder, and reads them in the next run', async () => {
    const out = join(temporaryFolder(), 'study');
    const line = `${sweep} --seeds 3,4 --amplitudes 0.01,0.5 --mode rescaled --out ${out}`;
    const { stdout, stderr } = await lifspec(line);
    expect(stderr).toContain('lifspec: networks are trained first; --network DIR runs saved weights\n');
    expect(JSON.parse(stdout).rows.map((row: { seed: number }) => row.seed)).toEqual([3, 4, 3, 4]);
    expect(readdirSync(join(out, 'networks'))).toHaveLength(2);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toBe(stdout);
    expect((await lifspec(line)).stdout).toBe(stdout);
    await expectRefusal(`${line} --steps 20`, '');
  });
});
