/**
 * Checks of input. If a value breaks the rule, each function throws a `Refusal` that names the field, the rule and
 * the value. NaN breaks every rule; definition: I1.
 */

/**
 * An invalid input is refused: the answer of a correct simulator to it. Any other error, such as the `RangeError` of
 * `new Array(-1)`, is a failure of the simulator.
 *
 * @example String(new Refusal('tauRcSeconds must be above 0')) // 'Refusal: tauRcSeconds must be above 0'
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export function requirePositive(field: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) refuse(field, 'a finite number above 0', value);
}

export function requireNotNegative(field: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) refuse(field, 'a finite number of 0 or more', value);
}

export function requireFinite(field: string, value: number): void {
  if (!Number.isFinite(value)) refuse(field, 'a finite number', value);
}

export function requireAtMost(field: string, limit: number, value: number): void {
  if (!(value <= limit)) refuse(field, `at most ${limit}`, value);
}

export function requireBelow(field: string, limit: number, value: number): void {
  if (!(value < limit)) refuse(field, `below ${limit}`, value);
}

export function requireWhole(field: string, least: number, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= least)) refuse(field, `a whole number of ${least} or more`, value);
}

export function requireOneOf(field: string, names: readonly string[], value: string): void {
  if (!names.includes(value)) refuse(field, `one of ${names.join(' ')}`, value);
}

export function requireLength(field: string, length: number, values: ArrayLike<unknown>): void {
  if (values?.length !== length) refuse(field, `${length} values long`, `${values?.length} values`);
}

/** Requires finite values, and names the first one that is not. */
export function requireAllFinite(field: string, values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) refuse(`${field}[${index}]`, 'a finite number', values[index]);
  }
}

function refuse(field: string, rule: string, value: unknown): never {
  throw new Refusal(`${field} must be ${rule}, but is ${String(value)}`);
}
