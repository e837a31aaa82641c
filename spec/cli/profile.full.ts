import { describe, expect, it } from 'vitest';
import { spawnLifspec } from './command-line.ts';

describe('lifspec evaluate', () => {
  it('prints the time of every stage and the usual results', () => {
    const words = 'evaluate --images 10 --format json'.split(' ');
    const { stdout, stderr } = spawnLifspec(...words, '--profile');
    expect(stdout).toBe(spawnLifspec(...words).stdout);
    const stages = stderr.split('\n').map((line) => line.replace(/\s+[\d.]+ +\d+ %$/, '').trim());
    expect(stages).toEqual([
      'lifspec: one thread, 10 images at amplitude 0.01, milliseconds per image (medians)',
      ...['with spikes', 'conv1', 'layer1', 'conv2, layer2', 'conv3, layer3', 'read-out'],
      ...['rate network', 'conv1', 'layer1 rates', 'conv2', 'layer2 rates', 'conv3', 'layer3 rates', 'read-out'],
      '',
    ]);
  });

  it('says so if the readable code runs', () => {
    const { stderr, status } = spawnLifspec(
      ...'evaluate --images 1 --steps 2 --precision float64 --profile'.split(' '),
    );
    expect(stderr).toBe(
      'lifspec: the readable code runs because the kernel computes in float32 only\n' +
        'lifspec: no profile: the readable code runs because the kernel computes in float32 only\n',
    );
    expect(status).toBe(0);
  });
});
