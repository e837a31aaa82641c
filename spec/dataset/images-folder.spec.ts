import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImages } from '../../src/study/dataset/images-folder.ts';
import { formatNpy, type NpyArray } from '../../src/study/network/npy.ts';
import { prepareStudy } from '../../src/study/prepare.ts';
import { digestImages } from '../../src/study/run/digest.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** Different bytes, the first of which is given. */
const bytes = (shape: readonly number[], first = 0): NpyArray => {
  return { data: Uint8Array.from({ length: sizeOf(shape) }, (_, index) => (first + index) % 251), shape };
};
const noNumbers = (shape: readonly number[]): NpyArray => {
  return { data: new Float64Array(sizeOf(shape)).fill(Number.NaN), shape };
};

/** A folder with two files, unless one is undefined. */
function folderOf(images: NpyArray | undefined, labels: NpyArray | undefined): string {
  const folder = temporaryFolder();
  if (images) writeFileSync(join(folder, 'images.npy'), formatNpy(images));
  if (labels) writeFileSync(join(folder, 'labels.npy'), formatNpy(labels));
  return folder;
}

const [images, labels] = [bytes([3, 4, 5]), bytes([3])];
const gray = { input: { rows: 4, columns: 5, channels: 1 }, classes: 3 };
const colored = { input: { rows: 4, columns: 5, channels: 2 }, classes: 3 };

describe('a folder of images', () => {
  it('is read up to the requested number of images, with or without a dimension of channels', () => {
    const read = readImages(folderOf(bytes([3, 4, 5]), labels), 2, gray);
    expect(read.images.map((image) => image[0])).toEqual([0, 20]);
    expect(read.images.map(({ length }) => length)).toEqual([20, 20]);
    expect(read.labels).toEqual(Uint8Array.of(0, 1));
    expect(readImages(folderOf(bytes([3, 4, 5, 1]), labels), 2, gray)).toEqual(read);
    expect(readImages(folderOf(bytes([3, 4, 5, 2]), labels), 3, colored).images[1]?.[0]).toBe(40);
  });

  it.each<readonly [string, NpyArray | undefined, NpyArray | undefined, string]>([
    ['no file of labels', images, undefined, 'labels.npy: is missing; labels of images.npy are expected'],
    ['other sizes', bytes([3, 5, 4]), labels, 'images.npy: shape is (3, 5, 4), expected (images, 4, 5)'],
    [
      'numbers that are NaN',
      noNumbers([3, 4, 5]),
      labels,
      'images.npy: type of numbers must be one of |u1, but is <f8',
    ],
    ['too few labels', bytes([4, 4, 5]), labels, 'labels.npy: shape is (3), expected (4)'],
    ['a label of no class', images, bytes([3], 3), 'labels.npy: the label of image 0 is 3, expected a class of 0 to 2'],
    ['too few images', bytes([2, 4, 5]), bytes([2]), '--images must be at most 2, the number of images in'],
  ])('is refused with %s', (_, images, labels, message) => {
    expect(() => readImages(folderOf(images, labels), 3, gray)).toThrow(message);
  });
});

/** A folder with a network for digits of 8 × 8 pixels, and with such digits. */
function smallFolder(): string {
  const weights = temporaryFolder();
  for (const folder of ['networks/spikingjelly', 'digits-8x8'])
    cpSync(join('fixtures', folder), weights, { recursive: true });
  return weights;
}

describe('images in the folder of a network', () => {
  it('are shown to it', () => {
    const { settings, architecture, labels } = prepareStudy({ weights: smallFolder(), images: 20, amplitudes: [0.01] });
    const shown = readImages('fixtures/digits-8x8', 20, architecture);
    expect(settings).toMatchObject({ images: 20, network: 'spikingjelly', imagesDigest: digestImages(shown) });
    expect(labels).toEqual(shown.labels);
  });

  it('are the remedy if the network takes images of another size than those of MNIST', () => {
    const weights = smallFolder();
    rmSync(join(weights, 'images.npy'));
    expect(() => prepareStudy({ weights, amplitudes: [0.01] })).toThrow(
      "takes 64 values per image, but MNIST's images have 784; add images.npy",
    );
  });
});
