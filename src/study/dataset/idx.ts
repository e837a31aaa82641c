import { InputError } from '../../base/input-error.ts';

/** An array of bytes as an IDX file stores it, the last index fastest. */
export interface IdxArray {
  /** Length of each index, from the slowest to the fastest. */
  readonly shape: readonly number[];
  /** The bytes, the last index fastest. */
  readonly data: Uint8Array;
}

/** Third byte of the magic number: the values are unsigned bytes. */
const unsignedByte = 8;

/**
 * Reads an array of unsigned bytes from an IDX file: magic number (two zeros, type, number of dimensions), the size of
 * each dimension as a big-endian 32-bit number, then the values. The values are a view, not a copy.
 *
 * @param field - name of the file, for messages
 * @param dimensions - how many dimensions it must have
 * @throws {InputError} naming the file, if its magic number or its length is wrong
 * @example parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9), 'labels', 1) // { shape: [2], data: [7, 9] }
 * @see LeCun, Cortes and Burges, "The MNIST database", "File formats"
 */
export function parseIdx(bytes: Uint8Array, field: string, dimensions: number): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 4 + 4 * dimensions;
  if (bytes.length < start)
    throw new InputError(`${field}: header must be ${start} bytes long, but is ${bytes.length}`);
  const magic = unsignedByte * 256 + dimensions;
  if (view.getUint32(0) !== magic)
    throw new InputError(`${field}: magic number must be ${magic}, but is ${view.getUint32(0)}`);

  const shape = Array.from({ length: dimensions }, (_, index) => view.getUint32(4 + 4 * index));
  const length = start + shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== length)
    throw new InputError(`${field}: must be ${length} bytes long for ${shape.join(' × ')}, but is ${bytes.length}`);
  return { shape, data: bytes.subarray(start) };
}
