import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNetwork } from '../../src/network/folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { interruptLifspec, lifspec } from './command-line.ts';

/** A training of a second: three epochs of 400 images. */
const small = '--network miniature --epochs 3 --train-images 400 --batch-size 50'.split(' ');

describe('lifspec train', () => {
  it('says how each epoch went, and leaves a network that can be run', () => {
    const out = join(temporaryFolder(), 'trained');
    const { status, stdout } = lifspec('train', ...small, '--out', out);
    expect(stdout).toMatch(
      /^epoch 1: loss \d\.\d{4}, accuracy \d+\.\d\d %\nepoch 2: .*\nepoch 3: .*\n.*trained holds the network\n$/,
    );
    expect(status).toBe(0);
    expect(readNetwork(out)).toMatchObject({ trainedAmplitude: 0.01, architecture: { name: 'miniature' } });
    expect(readdirSync(out).filter((name) => !name.endsWith('.npy'))).toEqual(['network.json', 'training.json']);
    const evaluation = lifspec('evaluate', '--weights', out, '--images', '20', '--format', 'json');
    expect(JSON.parse(evaluation.stdout)).toMatchObject({ images: 20, network: 'miniature' });
  });

  it('gives the same bytes for any number of workers, and after a kill', async () => {
    const [one, two, killed] = ['one', 'two', 'killed'].map((name) => join(temporaryFolder(), name)) as [
      string,
      string,
      string,
    ];
    // long enough to be killed before its end
    const longer = ['train', ...small, '--epochs', '15'];
    expect(lifspec(...longer, '--workers', '1', '--out', one).status).toBe(0);
    expect(lifspec(...longer, '--workers', '2', '--out', two).status).toBe(0);
    const words = [...longer, '--out', killed];
    const { status } = await interruptLifspec(words, 'SIGKILL', () => existsSync(join(killed, 'epoch1')));
    expect(status).toBeNull();
    expect(lifspec(...words).stdout).not.toContain('epoch 1:');
    const bytes = (folder: string) =>
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]);
    expect(bytes(two)).toEqual(bytes(one));
    expect(bytes(killed).filter(([name]) => name !== 'lock')).toEqual(bytes(one));
  });

  it('finds a finished network again, and refuses other settings or another network in its folder', () => {
    const out = join(temporaryFolder(), 'trained');
    const words = ['train', '--network', 'miniature', '--train-images', '100', '--epochs', '1', '--out', out];
    expect(lifspec(...words).stdout).toContain('epoch 1');
    expect(lifspec(...words).stdout).toBe(`${out} holds the network\n`);
    expect(lifspec(...words, '--seed', '1')).toMatchObject({
      status: 2,
      stderr: `lifspec: ${out}: holds a network of seed 0, now it is 1; take another folder\n`,
    });
    const bias = readFileSync(join(out, 'dense_bias.npy'));
    writeFileSync(join(out, 'dense_bias.npy'), bias.fill(0, bias.length - 40));
    expect(lifspec(...words)).toMatchObject({
      status: 2,
      stderr: `lifspec: ${out}: the network is not the one of training.json; delete the folder to train anew\n`,
    });
  });

  it('stops with a message if the loss is no number any more', () => {
    const out = join(temporaryFolder(), 'diverged');
    const { status, stderr } = lifspec('train', ...small, '--amplitude', '1e38', '--out', out);
    expect(stderr).toBe(
      `lifspec: loss in epoch 1 must be a finite number, but is NaN; the training diverges, and the last finished epoch is kept in ${out}\n`,
    );
    expect(status).toBe(2);
  });

  it('leaves a folder of other things alone', () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'thesis.tex'), '');
    const { status, stderr } = lifspec('train', ...small, '--out', out);
    expect([status, stderr]).toEqual([
      2,
      `lifspec: ${out}: holds something else than a network in training; take an empty folder\n`,
    ]);
  });
});

describe('lifspec sweep over networks that are trained for it', () => {
  const words = 'sweep --network miniature --epochs 1 --train-images 200 --images 20 --format json'.split(' ');

  it('trains one for every amplitude and seed, with the same bytes for any number of workers', () => {
    const retrained = [...words, '--mode', 'retrained', '--amplitudes', '0.01,0.5', '--seeds', '0,1'];
    const { stdout } = lifspec(...retrained, '--workers', '2');
    expect(JSON.parse(stdout).rows).toHaveLength(4);
    expect(lifspec(...retrained, '--workers', '1').stdout).toBe(stdout);
  });

  it('says that nothing is kept if it has no folder and is stopped', async () => {
    const long = [...words, '--mode', 'retrained', '--amplitudes', '0.01', '--seeds', '77', '--epochs', '5000'];
    const begun = join('miniature-seed77-amplitude0.01-epochs5000', 'training.json');
    const hasBegun = () =>
      readdirSync(tmpdir()).some((name) => name.startsWith('lifspec-') && existsSync(join(tmpdir(), name, begun)));
    const { status, stderr } = await interruptLifspec(long, 'SIGINT', hasBegun);
    expect(stderr.trim().split('\n').at(-1)).toBe(
      'lifspec: stopped; nothing is kept (with --out DIR it could be continued)',
    );
    expect(status).toBe(130);
    expect(hasBegun()).toBe(false); // the folder is gone
  });

  it('trains one a seed if weights are fixed, keeps all in a folder, and reads it again', () => {
    const out = join(temporaryFolder(), 'study');
    const fixed = [...words, '--seeds', '3,4', '--amplitudes', '0.01,0.5', '--compensate', '--out', out];
    const { stdout } = lifspec(...fixed);
    expect(JSON.parse(stdout).rows.map((row: { seed: number }) => row.seed)).toEqual([3, 4, 3, 4]);
    expect(readdirSync(join(out, 'networks'))).toHaveLength(2);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toBe(stdout);
    expect(lifspec(...fixed).stdout).toBe(stdout);
    expect(lifspec(...fixed, '--steps', '20')).toMatchObject({ status: 2, stdout: '' });
  });
});
