import { exactOperations, fractionOf, nearestFloat32 } from './float32.ts';

type Operation = (a: number, b: number) => number;

const roundedOnce =
  (operation: keyof typeof exactOperations): Operation =>
  (a, b) =>
    nearestFloat32(exactOperations[operation](fractionOf(a), fractionOf(b)));

/**
 * The operations of binary32: exact in integers of any size, then rounded once. No floating-point operation is used.
 */
export const arithmetic32: Readonly<Record<'add' | 'subtract' | 'multiply' | 'divide', Operation>> = {
  add: roundedOnce('+'),
  subtract: roundedOnce('−'),
  multiply: roundedOnce('×'),
  divide: roundedOnce('÷'),
};
