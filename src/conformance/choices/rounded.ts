/** A number, and the largest distance from it that rounding can cause. */
export interface Rounded {
  readonly value: number;
  readonly error: number;
}

export const exactly = (value: number): Rounded => ({ value, error: 0 });

/** Roundings of one term beside the additions: amplitude, gain, folding and product, in any order. */
const roundingsOfATerm = 10;

/** 0 · ∞ is 0: what is exactly 0 has no error. */
export const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

export function product(a: Rounded, b: Rounded): Rounded {
  return { value: a.value * b.value, error: errorOfProduct(a, b) };
}

function errorOfProduct(a: Rounded, b: Rounded): number {
  if (a.error === 0 && b.error === 0) return 0;
  return times(Math.abs(a.value), b.error) + times(Math.abs(b.value), a.error) + times(a.error, b.error);
}

/** How far a function moves from its value if its argument has an error. */
export function spread(act: (value: number) => number, value: number, error: number): number {
  const own = act(value);
  return Math.max(Math.abs(act(value + error) - own), Math.abs(act(value - error) - own));
}

/** A function of a number, by its values at both ends of the error, with a relative error of its own. */
export function carried(act: (value: number) => number, { value, error }: Rounded, relative: number): Rounded {
  const own = act(value);
  const farthest = error === 0 ? 0 : spread(act, value, error);
  return { value: own, error: farthest + relative * (Math.abs(own) + farthest) };
}

/** A sum of n terms in any order: its error is that of its terms, and n roundings of the sum of their sizes. */
export class RoundedSum {
  #value = 0;
  #error = 0;
  #size = 0;
  #terms = 0;

  add({ value, error }: Rounded): void {
    this.#include(value, error);
  }

  /** The same as adding the product, which is what takes most of the time. */
  addProduct(a: Rounded, b: Rounded): void {
    this.#include(a.value * b.value, errorOfProduct(a, b));
  }

  #include(value: number, error: number): void {
    this.#value += value;
    this.#error += error;
    this.#size += Math.abs(value) + error;
    this.#terms++;
  }

  result(roundoff: number): Rounded {
    const rounding = (this.#terms + roundingsOfATerm) * roundoff * this.#size;
    return { value: this.#value, error: this.#error + rounding };
  }
}

export function sumOf(terms: Iterable<Rounded>, roundoff: number): Rounded {
  const sum = new RoundedSum();
  for (const term of terms) sum.add(term);
  return sum.result(roundoff);
}
