import { type FloatArray, type PrecisionName, precisions } from '../base/precision.ts';
import { constants, structs } from './kernel.generated.ts';

/** A range of the kernel's memory. */
export interface MemoryBlock {
  readonly address: number;
  readonly bytes: number;
}

export type Blocks<Name extends string> = Readonly<Record<Name, MemoryBlock>>;

/** Lays out memory. It computes addresses only, so that the memory can be created afterwards. */
export interface Allocator {
  /** Bytes up to the end of the last block. */
  end: number;
}

/** Blocks start at multiples of a cache line. */
const alignment = 64;

/** Allocates one block per name, of the given size in bytes. */
export function allocate<Name extends string>(
  allocator: Allocator,
  bytes: Readonly<Record<Name, number>>,
): Blocks<Name> {
  return mapValues(bytes, (size) => {
    const address = Math.ceil(allocator.end / alignment) * alignment;
    allocator.end = address + size;
    return { address, bytes: size };
  });
}

/** Addresses of blocks by name. */
export function addressesOf<Name extends string>(blocks: Blocks<Name>): Readonly<Record<Name, number>> {
  return mapValues(blocks, ({ address }) => address);
}

function mapValues<Name extends string, From, To>(values: Readonly<Record<Name, From>>, change: (value: From) => To) {
  const entries = Object.entries<From>(values).map(([name, value]) => [name, change(value)]);
  return Object.fromEntries(entries) as Record<Name, To>;
}

/** Bytes of float32 numbers, or of addresses. */
export function floatBytes(count: number): number {
  return 4 * count;
}

/** The float32 numbers in a block. */
export function floatsIn({ address, bytes }: MemoryBlock, memory: ArrayBuffer): Float32Array {
  return new Float32Array(memory, address, bytes / 4);
}

/** The numbers in a block of the kernel in a precision. */
export function numbersIn({ address, bytes }: MemoryBlock, memory: ArrayBuffer, precision: PrecisionName): FloatArray {
  return new precisions[precision].array(memory, address, bytes / constants[precision].NUMBER_BYTES);
}

export type StructName = keyof typeof structs;

/** Names of a struct's fields whose type is `Type`. */
export type StructField<Name extends StructName, Type = unknown> = {
  [Field in keyof (typeof structs)[Name]]: (typeof structs)[Name][Field] extends Type ? Field : never;
}[keyof (typeof structs)[Name]];

/** Bytes for a struct in any precision. */
export function structBytes(name: StructName): number {
  return 8 * Object.keys(structs[name]).length;
}

/** Writes all fields of a struct, each aligned to its size. */
export function writeStruct<Name extends StructName>(
  name: Name,
  { address }: MemoryBlock,
  values: Readonly<Record<StructField<Name>, number>>,
  memory: ArrayBuffer,
  precision: PrecisionName,
): void {
  const view = new DataView(memory, address);
  const numberBytes = constants[precision].NUMBER_BYTES;
  let offset = 0;
  for (const [field, type] of Object.entries<string>(structs[name])) {
    const value = (values as Readonly<Record<string, number>>)[field] as number;
    const bytes = type === 'f32' ? numberBytes : 4;
    offset = Math.ceil(offset / bytes) * bytes;
    if (type !== 'f32') view.setUint32(offset, value, true);
    else if (bytes === 4) view.setFloat32(offset, value, true);
    else view.setFloat64(offset, value, true);
    offset += bytes;
  }
}

/** Rows and columns of each matrix in an array [matrix, row, column]. */
export type MatrixShape = readonly [rows: number, columns: number];

/** Copies matrices into larger ones, leaving the padding unchanged, or into smaller ones, omitting the padding. */
export function copyMatrices(from: FloatArray, fromShape: MatrixShape, to: FloatArray, toShape: MatrixShape): void {
  const [fromRows, fromColumns] = fromShape;
  const [toRows, toColumns] = toShape;
  if (fromRows === toRows && fromColumns === toColumns) {
    to.set(from);
    return;
  }
  const rows = Math.min(fromRows, toRows);
  const columns = Math.min(fromColumns, toColumns);
  for (let matrix = 0; matrix * fromRows * fromColumns < from.length; matrix++) {
    for (let row = 0; row < rows; row++) {
      const source = (matrix * fromRows + row) * fromColumns;
      const target = (matrix * toRows + row) * toColumns;
      for (let column = 0; column < columns; column++) to[target + column] = from[source + column] as number;
    }
  }
}
