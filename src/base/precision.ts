/** Name of a floating-point precision. */
export type PrecisionName = 'float64' | 'float32';

/** A floating-point precision: how results are rounded and stored. Storing a number in `array` also rounds it. */
export interface Precision {
  /** Name in files and options. */
  readonly name: PrecisionName;
  /** Rounds the result of one operation, to nearest, ties to even. */
  readonly round: (value: number) => number;
  /** Typed array of this precision. */
  readonly array: FloatArrayConstructor;
}

/** Array of numbers in either precision. */
export type FloatArray = Float64Array | Float32Array;

/** Constructor of arrays in one precision. */
export interface FloatArrayConstructor {
  /** Creates zeros. */
  new (length: number): FloatArray;
  /** Views numbers in memory. */
  new (buffer: ArrayBuffer, byteOffset: number, length: number): FloatArray;
  /** Rounds each value to the precision. */
  from(values: ArrayLike<number>): FloatArray;
  /** Rounds the result for each value. */
  from<Value>(values: ArrayLike<Value>, map: (value: Value, index: number) => number): FloatArray;
}

/** IEEE 754 binary64, to which every JavaScript operation rounds. */
export const float64: Precision = { name: 'float64', round: (value) => value, array: Float64Array };

/**
 * IEEE 754 binary32. Rounding the binary64 result of + − × ÷ of two binary32 numbers gives the correctly rounded
 * binary32 result (Figueroa 1995: 53 ≥ 2·24 + 2), so `round(a + b)` is binary32 addition.
 */
export const float32: Precision = { name: 'float32', round: Math.fround, array: Float32Array };

/** Both precisions, by name. */
export const precisions: Readonly<Record<PrecisionName, Precision>> = { float64, float32 };

/** Unit roundoff, the largest relative error of one rounded operation: half a unit in the last place. */
export const unitRoundoff: Readonly<Record<PrecisionName, number>> = { float64: 2 ** -53, float32: 2 ** -24 };

/** The smallest normal number. Below it, results lose digits or become 0. */
export const smallestNormal: Readonly<Record<PrecisionName, number>> = { float64: 2 ** -1022, float32: 2 ** -126 };
