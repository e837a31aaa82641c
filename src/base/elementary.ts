/**
 * Exponential, logarithm and the scaled complementary error function, erfcx(x) = e^(x²) · erfc(x), with the same bits on every machine. `Math.exp` and `Math.log` differ between JavaScript
 * engines by a unit in the last place. These use only + − × ÷. They are needed for constants, rates and the loss.
 *
 * @see FreeBSD msun s_expm1.c, s_log1p.c, e_exp.c, e_log.c (Sun Microsystems), as ported by @stdlib
 */
export { default as erfcx } from '@stdlib/math-base-special-erfcx';
export { default as exp } from '@stdlib/math-base-special-exp';
export { default as expm1 } from '@stdlib/math-base-special-expm1';
export { default as log } from '@stdlib/math-base-special-ln';
export { default as log1p } from '@stdlib/math-base-special-log1p';
