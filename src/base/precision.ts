/** Name of a floating-point precision. */
export type PrecisionName = 'float64' | 'float32';

/** A floating-point precision: how a result is rounded and in what it is stored. Storing into `array` rounds too. */
export interface Precision {
  /** What files and options call it. */
  readonly name: PrecisionName;
  /** Rounds the result of one operation to the precision, to nearest, ties to even. */
  readonly round: (value: number) => number;
  /** Typed array whose elements have the precision. */
  readonly array: FloatArrayConstructor;
}

/** Numbers of a network in either precision. */
export type FloatArray = Float64Array | Float32Array;

/** What makes arrays of a precision. */
export interface FloatArrayConstructor {
  /** Zeros. */
  new (length: number): FloatArray;
  /** Rounds each value to the precision. */
  from(values: ArrayLike<number>): FloatArray;
  /** Rounds what each value becomes. */
  from<Value>(values: ArrayLike<Value>, map: (value: Value, index: number) => number): FloatArray;
}

/** IEEE 754 binary64: every JavaScript operation rounds to it by itself. */
export const float64: Precision = { name: 'float64', round: (value) => value, array: Float64Array };

/**
 * IEEE 754 binary32. Rounding the binary64 result of + − × ÷ of two binary32 numbers gives the correctly rounded
 * binary32 result (Figueroa 1995: 53 ≥ 2·24 + 2), so `round(a + b)` is binary32 addition.
 */
export const float32: Precision = { name: 'float32', round: Math.fround, array: Float32Array };

/** Both precisions by name. */
export const precisions: Readonly<Record<PrecisionName, Precision>> = { float64, float32 };

/** Unit roundoff, the largest relative error of one rounded operation: half a unit in the last place. */
export const unitRoundoff: Readonly<Record<PrecisionName, number>> = { float64: 2 ** -53, float32: 2 ** -24 };
