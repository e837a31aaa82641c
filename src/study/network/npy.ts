import { InputError } from '../../base/input-error.ts';
import { printable } from '../../base/text.ts';

/** Supported arrays by the name of their type in the header. The numbers are little-endian, as in memory. */
const arrays = { '<f4': Float32Array, '<f8': Float64Array, '|u1': Uint8Array } as const;

type NpyType = keyof typeof arrays;

type DataOf = { readonly '<f4': Float32Array; readonly '<f8': Float64Array; readonly '|u1': Uint8Array };

/** An array as NumPy stores it: numbers in C order, the last index fastest, and a shape. */
export interface NpyArray<Type extends NpyType = NpyType> {
  /** The numbers; their count is the product of the shape. */
  readonly data: DataOf[Type];
  /** Length of each dimension, from the slowest to the fastest; empty for a single number. */
  readonly shape: readonly number[];
}

/** `\x93NUMPY` and version 1.0, the first bytes of the files that NumPy writes. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

/** The length of the header follows, and the header. */
const headerStart = magic.length + 2;

const header =
  /^\{ *'descr': *'([^']*)', *'fortran_order': *(True|False) *, *'shape': *\(((?:\d+(?:, *\d+)*,?)?)\),? *\}\s*$/;

/** As many as NumPy allows. */
const mostDimensions = 64;

/** The numbers start at a multiple of this many bytes. */
const alignment = 64;

/**
 * Reads an array from the bytes of a `.npy` file.
 *
 * @param field - file name for messages
 * @param types - the accepted types of numbers
 * @throws {InputError} naming the file and the problem
 * @example parseNpy(formatNpy({ data: Float32Array.of(1, 2), shape: [2, 1] }), 'a.npy').shape // [2, 1]
 * @see NumPy, numpy/lib/format.py, "NPY format", version 1.0
 */
export function parseNpy<Type extends NpyType>(
  bytes: Uint8Array,
  field: string,
  types: readonly Type[] = Object.keys(arrays) as Type[],
): NpyArray<Type> {
  const refuse = (rule: string, value: unknown): never => {
    throw new InputError(`${field}: ${rule}, but is ${printable(String(value))}`);
  };
  if (bytes.length < headerStart || !magic.every((byte, index) => bytes[index] === byte))
    refuse('must start as a .npy file of version 1.0 does', 'another file');
  const start = headerStart + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
  if (bytes.length < start) refuse(`header must end at byte ${start}`, `cut off at ${bytes.length}`);
  const text = Buffer.from(bytes.subarray(headerStart, start)).toString('latin1');
  const [, name = '', order, lengths = ''] =
    header.exec(text) ?? refuse("header must be {'descr': …, 'fortran_order': …, 'shape': (…)}", text.trim());
  const type = types.find((one) => one === name) ?? refuse(`type of numbers must be one of ${types.join(' ')}`, name);
  if (order === 'True') refuse('order must be C (fortran_order False)', 'not');

  const shape = lengths
    .split(',')
    .filter((length) => length.trim() !== '')
    .map(Number);
  if (shape.length > mostDimensions) refuse(`must have at most ${mostDimensions} dimensions`, shape.length);
  const expected = start + countOf(shape) * arrays[type].BYTES_PER_ELEMENT;
  if (bytes.length !== expected) refuse(`must be ${expected} bytes long for shape (${shape.join(', ')})`, bytes.length);
  const data = new arrays[type](new Uint8Array(bytes.subarray(start)).buffer);
  return { data: data as unknown as DataOf[Type], shape };
}

export const countOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/**
 * Writes an array as the bytes of a `.npy` file, version 1.0.
 *
 * @throws {RangeError} if the shape does not match the number of values
 */
export function formatNpy({ data, shape }: NpyArray): Uint8Array {
  if (countOf(shape) !== data.length)
    throw new RangeError(`shape must make ${data.length} values, but is (${shape.join(', ')})`);
  const type = data instanceof Uint8Array ? '|u1' : data instanceof Float32Array ? '<f4' : '<f8';
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const start = Math.ceil((headerStart + text.length + 1) / alignment) * alignment;
  const length = start - headerStart;
  const parts = [
    Uint8Array.from(magic),
    Uint8Array.of(length % 256, length >> 8),
    Buffer.from(`${text.padEnd(length - 1)}\n`),
  ];
  return Buffer.concat([...parts, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
}
