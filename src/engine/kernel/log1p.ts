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
export function log1pOfOne(x: f64): f64 {
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

/** Below this x, `log1pOfOne` uses a shorter series. */
const SHORT: f64 = 1.862645149230957e-9;
/** From this x on, 1 + x rounds to x. */
const LONG: f64 = 9007199254740992;

/**
 * ln(1 + x) of two numbers of 0 or more, each with the bits of `log1pOfOne`. It does the same operations. Where
 * `log1pOfOne` branches, it computes both branches and selects one result. Rare arguments (very small or large, or next
 * to a power of two) are passed to `log1pOfOne`.
 */
// @inline
export function log1pOfTwo(x: v128): v128 {
  const one = f64x2.splat(1);
  const low32 = i64x2.splat(0xffffffff);
  const isSmall = f64x2.lt(x, f64x2.splat(SQRT2_LESS_1));

  // reduce to 2^k · (1 + f), and compute the rounding error of 1 + x
  const sum = f64x2.add(one, x);
  const high = i64x2.shr_u(sum, 32);
  const fraction = v128.and(high, i64x2.splat(0xfffff));
  const isUpper = i64x2.gt_s(fraction, i64x2.splat(SQRT2_BITS - 1));
  const isRare = v128.or(
    v128.or(f64x2.lt(x, f64x2.splat(SHORT)), f64x2.ge(x, f64x2.splat(LONG))),
    v128.andnot(v128.or(i64x2.eq(fraction, i64x2.splat(0)), i64x2.gt_s(fraction, i64x2.splat(1048572))), isSmall),
  );
  if (v128.any_true(isRare)) {
    return f64x2.replace_lane(
      f64x2.splat(log1pOfOne(f64x2.extract_lane(x, 0))),
      1,
      log1pOfOne(f64x2.extract_lane(x, 1)),
    );
  }
  const exponent = i64x2.shr_u(high, 20);
  const reducedHigh = v128.or(fraction, v128.bitselect(i64x2.splat(HALF_BITS), i64x2.splat(ONE_BITS), isUpper));
  const reduced = v128.or(v128.and(sum, low32), i64x2.shl(reducedHigh, 32));
  const f = v128.bitselect(x, f64x2.sub(reduced, one), isSmall);
  const k = v128.andnot(exponentOf(i64x2.sub(exponent, isUpper)), isSmall);
  const error = v128.bitselect(
    f64x2.sub(one, f64x2.sub(sum, x)),
    f64x2.sub(x, f64x2.sub(sum, one)),
    i64x2.gt_s(exponent, i64x2.splat(1023)),
  );
  const isReduced = f64x2.ne(k, f64x2.splat(0));
  const correction = v128.and(f64x2.div(error, sum), isReduced);

  const halfSquare = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const r = f64x2.mul(z, polynomialOfTwo(z));
  const low = f64x2.add(f64x2.mul(k, f64x2.splat(LN2_LOW)), correction);
  const series = f64x2.add(f64x2.mul(s, f64x2.add(halfSquare, r)), low);
  return f64x2.sub(f64x2.mul(k, f64x2.splat(LN2_HIGH)), f64x2.sub(f64x2.sub(halfSquare, series), f));
}

/** ln(1 + x) from one lane of `log1pOfTwo`, with another number in the other lane. Only tests call this. */
export function log1pInLane(x: f64, other: f64, lane: i32): f64 {
  const two = log1pOfTwo(f64x2.replace_lane(f64x2.splat(lane === 0 ? x : other), 1, lane === 0 ? other : x));
  return lane === 0 ? f64x2.extract_lane(two, 0) : f64x2.extract_lane(two, 1);
}

/** Converts exponents, biased by 1023 as in the bits of a number: the bits of 2^52 + exponent, minus 2^52 + 1023. */
// @inline
function exponentOf(exponent: v128): v128 {
  return f64x2.sub(v128.or(exponent, f64x2.splat(4503599627370496)), f64x2.splat(4503599627370496 + 1023));
}

// @inline
function polynomialOfTwo(z: v128): v128 {
  let sum = f64x2.splat(0.14798198605116586);
  sum = f64x2.add(f64x2.splat(0.15313837699209373), f64x2.mul(z, sum));
  sum = f64x2.add(f64x2.splat(0.1818357216161805), f64x2.mul(z, sum));
  sum = f64x2.add(f64x2.splat(0.22222198432149784), f64x2.mul(z, sum));
  sum = f64x2.add(f64x2.splat(0.2857142874366239), f64x2.mul(z, sum));
  sum = f64x2.add(f64x2.splat(0.3999999999940942), f64x2.mul(z, sum));
  return f64x2.add(f64x2.splat(0.6666666666666735), f64x2.mul(z, sum));
}
