import { Decimal } from 'decimal.js';
import type { NoisyCurrent, NoisyRateParameters } from '../../src/study/theory/noisy-rate.ts';

/**
 * 120 digits: the series below cancel up to e^(u²) · e^(x²), which is 10^56 for |u| and |x| up to 8, and 50 digits
 * remain.
 */
const Digits = Decimal.clone({ precision: 120, defaults: true });
const pi = Digits.acos(-1);

/**
 * The rate under a fluctuating current without a synapse, from power series in 120 digits instead of quadrature in
 * float64. Valid while no limit of the integral is further than 8 from zero.
 */
export function preciseNoisyRateHz({ mean, deviation }: NoisyCurrent, parameters: NoisyRateParameters): number {
  const { tauRcSeconds, tauRefSeconds, dtSeconds, minVoltage } = parameters;
  const take = new Digits(1).minus(new Digits(dtSeconds).neg().div(tauRcSeconds).exp());
  const scale = take.div(new Digits(2).minus(take)).times(2).sqrt().times(deviation);
  // −ζ(1/2)/√(2π), OEIS A059750 over the square root of 2π
  const shift = new Digits('1.46035450880958681288949915251529801246722933')
    .div(pi.times(2).sqrt())
    .times(take)
    .times(deviation);
  const position = (voltage: Decimal) => voltage.minus(mean).div(scale);
  const [from, to] = [position(new Digits(0)), position(shift.plus(1))];
  const floor = Number.isFinite(minVoltage)
    ? errorFunction(position(new Digits(minVoltage).minus(shift)))
    : new Digits(-1);
  const integral = errorPart(to)
    .minus(errorPart(from))
    .minus(floor.times(plainPart(to).minus(plainPart(from))));
  return new Digits(1).div(pi.sqrt().times(tauRcSeconds).times(integral).plus(tauRefSeconds)).toNumber();
}

/** erf x = 2/√π · e^(−x²) · Σ 2^n · x^(2n+1)/(2n+1)!! */
function errorFunction(x: Decimal): Decimal {
  return x
    .pow(2)
    .neg()
    .exp()
    .times(series(x, (n) => new Digits(2).times(x.pow(2)).div(2 * n + 1)))
    .times(2)
    .div(pi.sqrt());
}

/** ∫ e^(u²) du from 0 to u = Σ u^(2n+1)/(n! · (2n + 1)) */
function plainPart(u: Decimal): Decimal {
  return series(
    u,
    (n) => u.pow(2).div(n),
    (n) => 2 * n + 1,
  );
}

/** ∫ e^(u²) · erf u du from 0 to u = 2/√π · Σ 2^n · u^(2n+2)/((2n + 1)!! · (2n + 2)) */
function errorPart(u: Decimal): Decimal {
  const sum = series(
    u.pow(2),
    (n) => new Digits(2).times(u.pow(2)).div(2 * n + 1),
    (n) => 2 * n + 2,
  );
  return sum.times(2).div(pi.sqrt());
}

/** Σ term_n/divisor(n) with term_0 = first and term_n = term_{n−1} · ratio(n), until terms no longer count. */
function series(first: Decimal, ratio: (n: number) => Decimal, divisor: (n: number) => number = () => 1): Decimal {
  let term = first;
  let sum = first.div(divisor(0));
  for (let n = 1; !term.isZero() && (n < 300 || term.abs().gt(sum.abs().times('1e-118'))); n++) {
    term = term.times(ratio(n));
    sum = sum.plus(term.div(divisor(n)));
  }
  return sum;
}
