import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNetwork, writeNetwork } from '../../src/study/network/folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { interruptLifspec, spawnLifspec } from './command-line.ts';

/** Training that takes a second: three epochs of 400 images. */
const small = '--network miniature --epochs 3 --train-images 400 --batch-size 50'.split(' ');

describe('lifspec train', () => {
  it('writes the same bytes with any number of workers, and after a kill', async () => {
    const [one, two, killed] = ['one', 'two', 'killed'].map((name) => join(temporaryFolder(), name)) as [
      string,
      string,
      string,
    ];
    // long enough to be killed before it finishes
    const longer = ['train', ...small, '--epochs', '15'];
    expect(spawnLifspec(...longer, '--workers', '1', '--out', one).status).toBe(0);
    expect(spawnLifspec(...longer, '--workers', '2', '--out', two).status).toBe(0);
    const words = [...longer, '--out', killed];
    const { status } = await interruptLifspec(words, 'SIGKILL', () => existsSync(join(killed, 'epoch1')));
    expect(status).toBeNull();
    expect(spawnLifspec(...words).stdout).not.toContain('epoch 1:');
    const bytes = (folder: string) =>
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]);
    expect(bytes(two)).toEqual(bytes(one));
    expect(bytes(killed).filter(([name]) => name !== 'lock')).toEqual(bytes(one));
  });

  it('saves the network of the last finished epoch if a later one diverges, and prints where', async () => {
    const out = join(temporaryFolder(), 'diverged');
    const words = ['train', ...small, '--epochs', '50', '--out', out];
    await interruptLifspec(words, 'SIGINT', () => existsSync(join(out, 'epoch1')));
    const [epoch] = readdirSync(out).filter((name) => name.startsWith('epoch')) as [string];
    const kept = join(out, epoch);
    // weights nearly too large for float32 make the logits overflow: the loss is Infinity − Infinity
    const { readout, ...rest } = readNetwork(kept);
    writeNetwork(kept, {
      ...rest,
      readout: { ...readout, weight: readout.weight.map((_, place) => (-1) ** place * 3e38) },
    });
    const { status, stderr } = spawnLifspec(...words);
    const next = Number(epoch.slice('epoch'.length)) + 1;
    expect(stderr).toBe(
      `lifspec: loss in epoch ${next} must be a finite number, but is NaN; the training diverges, and the last finished epoch is saved in ${kept}\n`,
    );
    expect(status).toBe(2);
    expect(readNetwork(kept).readout.weight[1]).toBe(Math.fround(-3e38));
  });
});

describe('lifspec sweep over networks that are trained for it', () => {
  const words = 'sweep --network miniature --epochs 1 --train-images 200 --images 20 --format json'.split(' ');

  it('trains one for every amplitude and seed, with the same bytes for any number of workers', () => {
    const retrained = [...words, '--mode', 'retrained', '--amplitudes', '0.01,0.5', '--seeds', '0,1'];
    const { stdout } = spawnLifspec(...retrained, '--workers', '2');
    expect(JSON.parse(stdout).rows).toHaveLength(4);
    expect(spawnLifspec(...retrained, '--workers', '1').stdout).toBe(stdout);
  });

  it('prints that nothing is saved if it is stopped and has no folder', async () => {
    const long = [...words, '--mode', 'retrained', '--amplitudes', '0.01', '--seeds', '77', '--epochs', '5000'];
    const begun = join('miniature-seed77-amplitude0.01-epochs5000', 'training.json');
    const hasBegun = () =>
      readdirSync(tmpdir()).some((name) => name.startsWith('lifspec-') && existsSync(join(tmpdir(), name, begun)));
    const { status, stderr } = await interruptLifspec(long, 'SIGINT', hasBegun);
    expect(stderr.trim().split('\n').at(-1)).toBe('lifspec: stopped; nothing is saved (--out DIR would save it)');
    expect(status).toBe(130);
    expect(hasBegun()).toBe(false); // the folder no longer exists
  });

  it('trains one network per seed if weights are fixed, saves all in a folder, and reads them in the next run', () => {
    const out = join(temporaryFolder(), 'study');
    const fixed = [...words, '--seeds', '3,4', '--amplitudes', '0.01,0.5', '--rescale', '--out', out];
    const { stdout } = spawnLifspec(...fixed);
    expect(JSON.parse(stdout).rows.map((row: { seed: number }) => row.seed)).toEqual([3, 4, 3, 4]);
    expect(readdirSync(join(out, 'networks'))).toHaveLength(2);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toBe(stdout);
    expect(spawnLifspec(...fixed).stdout).toBe(stdout);
    expect(spawnLifspec(...fixed, '--steps', '20')).toMatchObject({ status: 2, stdout: '' });
  });
});
