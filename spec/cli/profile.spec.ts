import { expect, it } from 'vitest';
import { describeSlow } from '../slow.ts';
import { lifspec } from './command-line.ts';

describeSlow('lifspec evaluate', () => {
  it('prints the time of every stage and the usual results', async () => {
    const line = 'evaluate --images 10 --format json';
    const { stdout, stderr } = await lifspec(`${line} --profile`);
    expect(stdout).toBe((await lifspec(line)).stdout);
    const stages = stderr.split('\n').map((line) => line.replace(/\s+[\d.]+ +\d+ %$/, '').trim());
    expect(stages).toEqual([
      'lifspec: one thread, 10 images at amplitude 0.01, milliseconds per image (medians)',
      ...['with spikes', 'conv1', 'layer1', 'conv2, layer2', 'conv3, layer3', 'read-out'],
      ...['rate network', 'conv1', 'layer1 rates', 'conv2', 'layer2 rates', 'conv3', 'layer3 rates', 'read-out'],
      '',
    ]);
  });

  it('says so if the readable code runs', async () => {
    const { stderr, status } = await lifspec('evaluate --images 1 --steps 2 --amplitude 1e33 --profile');
    const reason = 'the readable code runs because currents or voltages may reach';
    expect(stderr).toMatch(new RegExp(`^lifspec: ${reason} .*\nlifspec: no profile: ${reason} .*\n$`));
    expect(status).toBe(0);
  });
});
