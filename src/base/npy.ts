import { InputError } from './input-error.ts';
import { printable } from './text.ts';

type NpyData = Float32Array | Float64Array | Uint8Array;

/** An array as NumPy stores it: numbers in C order, the last index fastest, and a shape. */
export interface NpyArray {
  /** The numbers; their count is the product of the shape. */
  readonly data: NpyData;
  /** Length of each dimension, from the slowest to the fastest; empty for a single number. */
  readonly shape: readonly number[];
}

/** Supported number types by their name in the header, all little-endian. */
const kinds = {
  '<f4': { bytes: 4, array: Float32Array, get: 'getFloat32', set: 'setFloat32' },
  '<f8': { bytes: 8, array: Float64Array, get: 'getFloat64', set: 'setFloat64' },
  '|u1': { bytes: 1, array: Uint8Array, get: 'getUint8', set: 'setUint8' },
} as const;

type KindName = keyof typeof kinds;

/** \x93NUMPY, the first bytes of every .npy file. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const entry = String.raw`'[a-z_]+': *(?:'[^']*'|True|False|\([^()]*\)) *`;
const wholeHeader = new RegExp(String.raw`^\{ *(?:${entry}, *){2}${entry}(?:, *)?\}\s*$`);

/** The numbers start at a multiple of this many bytes. */
const alignment = 64;

/**
 * Reads an array from the bytes of a `.npy` file: magic, version, length of the header, header, numbers.
 *
 * @param field - file name for messages
 * @param only - the only accepted type of numbers
 * @throws {InputError} naming the file and the problem
 * @example parseNpy(formatNpy({ data: Float32Array.of(1, 2), shape: [2, 1] }), 'a.npy').shape // [2, 1]
 * @see NumPy, numpy/lib/format.py, "NPY format", versions 1.0 and 2.0
 */
export function parseNpy(bytes: Uint8Array, field: string, only?: '|u1'): NpyArray {
  const refuse = (rule: string, value: unknown): never => {
    throw new InputError(`${field}: ${rule}, but is ${printable(String(value))}`);
  };
  if (!magic.every((byte, index) => bytes[index] === byte)) refuse('must start as a .npy file does', 'another file');
  const { header, start } = findHeader(bytes, refuse);
  if (!wholeHeader.test(header)) refuse("header must be {'descr': …, 'fortran_order': …, 'shape': …}", header.trim());
  const kind = (/'descr': *'([^']*)'/.exec(header)?.[1] ?? 'missing') as KindName;
  if (only !== undefined && kind !== only) refuse(`type of numbers must be ${only} (uint8)`, kind);
  if (!Object.hasOwn(kinds, kind)) refuse(`type of numbers must be one of ${Object.keys(kinds).join(' ')}`, kind);
  if (!/'fortran_order': *False/.test(header)) refuse('order must be C (fortran_order False)', 'not');
  const shape = parseShape(header) ?? refuse('shape must be a tuple of whole numbers', header.trim());

  const count = shape.reduce((product, length) => product * length, 1);
  const expected = start + count * kinds[kind].bytes;
  if (bytes.length !== expected) refuse(`must be ${expected} bytes long for shape (${shape.join(', ')})`, bytes.length);
  return { data: readNumbers(bytes.subarray(start), kind, count), shape };
}

function findHeader(bytes: Uint8Array, refuse: (rule: string, value: unknown) => never) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  const from = version === 1 ? 10 : 12;
  if (bytes.length < from) refuse('must contain a header', `only ${bytes.length} bytes long`);
  if ((version !== 1 && version !== 2) || bytes[7] !== 0)
    refuse('version must be 1.0 or 2.0', `${version}.${bytes[7]}`);
  const start = from + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < start) refuse(`header must end at byte ${start}`, `cut off at ${bytes.length}`);
  return { header: String.fromCharCode(...bytes.subarray(from, Math.min(start, from + 10_000))), start };
}

function parseShape(header: string): number[] | undefined {
  const inside = /'shape': *\(((?: *[0-9]+ *,)*(?:(?<=,) *[0-9]+)? *)\)/.exec(header)?.[1];
  return inside
    ?.split(',')
    .filter((length) => length.trim() !== '')
    .map(Number);
}

function readNumbers(bytes: Uint8Array, kind: KindName, count: number): NpyData {
  const { array, bytes: size, get } = kinds[kind];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new array(count);
  for (let index = 0; index < count; index++) data[index] = view[get](index * size, true);
  return data;
}

/**
 * Writes an array as the bytes of a `.npy` file, version 1.0.
 *
 * @throws {RangeError} if the shape does not match the number of values
 */
export function formatNpy({ data, shape }: NpyArray): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== data.length)
    throw new RangeError(`shape must make ${data.length} values, but is (${shape.join(', ')})`);
  const kind = data instanceof Uint8Array ? '|u1' : data instanceof Float32Array ? '<f4' : '<f8';
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const start = Math.ceil((magic.length + 4 + text.length + 1) / alignment) * alignment;
  const header = `${text.padEnd(start - magic.length - 5)}\n`;

  const { bytes: size, set } = kinds[kind];
  const bytes = new Uint8Array(start + count * size);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  bytes[6] = 1;
  view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), magic.length + 4);
  for (let index = 0; index < count; index++) view[set](start + index * size, data[index] as number, true);
  return bytes;
}
