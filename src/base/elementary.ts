import exp from '@stdlib/math-base-special-exp';
import log from '@stdlib/math-base-special-ln';

/**
 * Exponential and logarithm, with the same bits on every machine. `Math.exp`, `Math.log` and `**` differ between
 * JavaScript engines by a unit in the last place, except for whole powers of 2. These use only + − × ÷. They are needed
 * for constants, rates, the loss and drawn inputs.
 *
 * @see FreeBSD msun s_expm1.c, s_log1p.c, e_exp.c, e_log.c (Sun Microsystems), as ported by @stdlib
 */
export { default as expm1 } from '@stdlib/math-base-special-expm1';
export { default as log1p } from '@stdlib/math-base-special-log1p';
export { exp, log };

export const square = (x: number): number => x * x;

/** A power of a positive base. Its relative error is about |exponent · ln(base)| roundings. */
export const power = (base: number, exponent: number): number => exp(exponent * log(base));
