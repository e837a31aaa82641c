import { describe, expect, it } from 'vitest';
import { lifspec } from '../cli/command-line.ts';

/** `explain` reads the same kind of folder, whichever framework wrote it. */
describe.each(['keras', 'keras-dense', 'pytorch-pooling'])('a network that %s trained', (name) => {
  it('is explained by lifspec: which amplitude to choose, and how to recover accuracy', async () => {
    const weights = `fixtures/networks/own-network/${name}`;
    const words = `explain --weights ${weights} --quick --amplitudes 0.002,0.1 --images 50 --workers 1`;
    const { status, stdout } = await lifspec(words);
    expect(status).toBe(0);
    expect(stdout).toMatch(/those weights divided by 50: [89]\d\.0 %\./);
    expect(stdout).toMatch(/^\d\. Amplitude 0\.002, /m);
  });
});
