import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { isThere, readFileWithin } from '../../base/read-text.ts';
import { type Architecture, sizeOf } from '../../simulator/network/architecture.ts';
import { type NpyArray, parseNpy } from '../network/npy.ts';

/** Images and the class of each. */
export interface LabeledImages {
  /** Values 0 … 255 [row, column, channel], views of one array. */
  readonly images: readonly Uint8Array[];
  /** Class of each image. */
  readonly labels: Uint8Array;
}

export const containsImages = (directory: string): boolean => isThere(join(directory, 'images.npy'));

/** More bytes than the images of most test sets have. */
const mostBytes = 2 ** 26;

/**
 * Reads the first images of a folder: `images.npy` [image, row, column, channel], in which a single channel needs no
 * dimension, and `labels.npy` [image]. Both contain uint8.
 *
 * @throws {InputError} if a file is missing or does not match the network, or there are too few images
 */
export function readImages(
  directory: string,
  count: number,
  { input, classes }: Pick<Architecture, 'input' | 'classes'>,
): LabeledImages {
  const read = (name: string, ...wanted: readonly string[]) => readBytes(join(directory, name), wanted);
  const { rows, columns, channels } = input;
  const plane = `images, ${rows}, ${columns}`;
  const { data: pixels, shape } = read('images.npy', ...(channels > 1 ? [] : [plane]), `${plane}, ${channels}`);
  const { data: labels } = read('labels.npy', `${shape[0]}`);
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0)
    throw new InputError(
      `${join(directory, 'labels.npy')}: the label of image ${wrong} is ${labels[wrong]}, expected a class of 0 to ${classes - 1}`,
    );
  if (count > labels.length)
    throw new InputError(
      `--images must be at most ${labels.length}, the number of images in ${directory}, but is ${count}`,
    );
  const size = sizeOf(input);
  const imageAt = (_: unknown, index: number) => pixels.subarray(index * size, (index + 1) * size);
  return { images: Array.from({ length: count }, imageAt), labels: labels.slice(0, count) };
}

/** Reads an array of uint8 with one of the wanted shapes, in which `images` stands for any number. */
function readBytes(file: string, wanted: readonly string[]): NpyArray<'|u1'> {
  if (!isThere(file)) throw new InputError(`${file}: is missing; labels of images.npy are expected`);
  const { data, shape } = parseNpy(readFileWithin(file, mostBytes), file, ['|u1']);
  const isWanted = wanted.some((one) => one.replace('images', `${shape[0]}`) === shape.join(', '));
  if (isWanted) return { data, shape };
  throw new InputError(`${file}: shape is (${shape.join(', ')}), expected (${wanted[0]})`);
}
