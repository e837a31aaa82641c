/** The logarithm in the rate of a neuron, with the same bits as `log1p` of src/base/elementary.ts. */
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** √2 − 1. Up to this x, k is 0. */
const SQRT2_LESS_1: f64 = 0.41421356237309503;
/** Upper half of the bits of √2 without the exponent. */
const SQRT2_BITS: i32 = 434334;
const ONE_BITS: i32 = 0x3ff00000;
const HALF_BITS: i32 = 0x3fe00000;

/**
 * ln(1 + x) for x ≥ 0.
 *
 *   1 + x = 2^k · (1 + f), √½ < 1 + f < √2;   s = f/(2 + f);   ln(1 + f) = f − (f²/2 − s · (f²/2 + R(s²)))
 *
 * After FreeBSD msun s_log1p.c. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro,
 * a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 */
export function log1p(x: f64): f64 {
  if (x === Infinity || x === 0) return x;
  let k: i32 = 0;
  let f = x;
  let highBits: i32 = 1;
  let correction: f64 = 0;

  // below √2 − 1 no reduction is needed, and far below it two terms of the series suffice
  if (x < SQRT2_LESS_1) {
    if (x < 5.551115123125783e-17) return x;
    if (x < 1.862645149230957e-9) return x - x * x * 0.5;
  } else {
    // reduce to 2^k · (1 + f), and compute the rounding error of 1 + x
    let u = x;
    if (x < 9007199254740992) u = 1 + x;
    highBits = (reinterpret<u64>(u) >> 32) as i32;
    k = (highBits >> 20) - 1023;
    if (x < 9007199254740992) correction = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    highBits &= 0xfffff;
    if (highBits < SQRT2_BITS) {
      u = withHighBits(u, highBits | ONE_BITS);
    } else {
      k += 1;
      u = withHighBits(u, highBits | HALF_BITS);
      highBits = (1048576 - highBits) >> 2;
    }
    f = u - 1;
  }

  const halfSquare = 0.5 * f * f;
  if (highBits === 0) {
    if (f === 0) return k * LN2_HIGH + (correction + k * LN2_LOW);
    const r = halfSquare * (1 - 0.6666666666666666 * f);
    return k * LN2_HIGH - (r - (k * LN2_LOW + correction) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const r = z * polynomial(z);
  if (k === 0) return f - (halfSquare - s * (halfSquare + r));
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + r) + (k * LN2_LOW + correction)) - f);
}

// @inline
function withHighBits(value: f64, bits: i32): f64 {
  return reinterpret<f64>((reinterpret<u64>(value) & 0xffffffff) | ((bits as u64) << 32));
}

// @inline
function polynomial(z: f64): f64 {
  return (
    0.6666666666666735 +
    z *
      (0.3999999999940942 +
        z *
          (0.2857142874366239 +
            z * (0.22222198432149784 + z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586)))))
  );
}
