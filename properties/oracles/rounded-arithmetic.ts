import { exactOperations, fractionOf, nearestFloat32 } from './float32.ts';

type Operation = (a: number, b: number) => number;

const roundedOnce =
  (operation: keyof typeof exactOperations): Operation =>
  (a, b) =>
    nearestFloat32(exactOperations[operation](fractionOf(a), fractionOf(b)));

/**
 * The four operations of binary32: worked out without rounding in whole numbers of any size, then rounded once. No
 * floating-point operation takes part, so none can round twice.
 */
export const arithmetic32: Readonly<Record<'add' | 'subtract' | 'multiply' | 'divide', Operation>> = {
  add: roundedOnce('+'),
  subtract: roundedOnce('−'),
  multiply: roundedOnce('×'),
  divide: roundedOnce('÷'),
};
