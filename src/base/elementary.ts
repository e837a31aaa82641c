/**
 * The exponential and the logarithm, the same bits on every engine. `Math.exp`, `Math.log` and their kin differ
 * by a unit in the last place between browsers; these use only + − × ÷ and are used for constants and rates alone.
 *
 * @see FreeBSD msun s_expm1.c, s_log1p.c, e_exp.c, e_log.c (Sun Microsystems), as ported by @stdlib
 */
export { default as exp } from '@stdlib/math-base-special-exp';
export { default as expm1 } from '@stdlib/math-base-special-expm1';
export { default as log } from '@stdlib/math-base-special-ln';
export { default as log1p } from '@stdlib/math-base-special-log1p';
