import { log, square } from '../../src/base/elementary.ts';

/** How a number depends on one of its operands. */
interface Origin {
  readonly from: Entry;
  /** Derivative by `from`. */
  readonly slope: number;
  /** Absolute value of the derivative if nothing in it cancels; |slope| by default. */
  readonly size?: number;
}

/** A number on a tape, with its operands and, after `rewind`, the derivative of the result. */
export class Entry {
  readonly value: number;
  readonly origins: readonly Origin[];
  /** Derivative of the result with respect to this number. */
  derivative = 0;
  /** The derivative with the absolute value of every term. Rounding errors of the derivative are proportional to it. */
  magnitude = 0;

  constructor(value: number, origins: readonly Origin[]) {
    this.value = value;
    this.origins = origins;
  }
}

/**
 * Differentiates by recording every operation and going back over the record: the chain rule, one number at a time.
 * This is slow, but independent of a layer-by-layer derivation.
 *
 * @see Wengert (1964); Linnainmaa (1970)
 */
export class Tape {
  readonly #entries: Entry[] = [];

  /** Records a number. */
  record(value: number, origins: readonly Origin[] = []): Entry {
    const entry = new Entry(value, origins);
    this.#entries.push(entry);
    return entry;
  }

  sum(terms: readonly Entry[]): Entry {
    const value = terms.reduce((total, term) => total + term.value, 0);
    return this.record(
      value,
      terms.map((from) => ({ from, slope: 1 })),
    );
  }

  product(a: Entry, b: Entry): Entry {
    return this.record(a.value * b.value, [
      { from: a, slope: b.value },
      { from: b, slope: a.value },
    ]);
  }

  /** factor · a + offset */
  linear(a: Entry, factor: number, offset = 0): Entry {
    return this.record(factor * a.value + offset, [{ from: a, slope: factor }]);
  }

  log(a: Entry): Entry {
    return this.record(log(a.value), [{ from: a, slope: 1 / a.value }]);
  }

  reciprocal(a: Entry): Entry {
    return this.record(1 / a.value, [{ from: a, slope: -1 / square(a.value) }]);
  }

  /** Computes the derivatives of a result with respect to every number that it depends on. */
  rewind(result: Entry): void {
    result.derivative = 1;
    result.magnitude = 1;
    for (const { derivative, magnitude, origins } of this.#entries.toReversed()) {
      for (const { from, slope, size = Math.abs(slope) } of origins) {
        from.derivative += derivative * slope;
        from.magnitude += magnitude * size;
      }
    }
  }

  /**
   * Rounding error of the result, after `rewind`, in roundoffs: each number is rounded once and reaches the result with
   * its magnitude.
   */
  roundoffsOfResult(): number {
    return this.#entries.reduce((sum, { value, magnitude }) => sum + Math.abs(value) * magnitude, 0);
  }
}
