import erfcx from '@stdlib/math-base-special-erfcx';
import { exp, expm1 } from '../../base/elementary.ts';
import { type RateParameters, rateHz } from '../../simulator/neuron/rate.ts';

/** An input current that fluctuates from step to step. */
export interface NoisyCurrent {
  /** Mean, dimensionless. */
  readonly mean: number;
  /** Standard deviation of the current of one step, 0 or more. */
  readonly deviation: number;
}

/** Parameters on which the rate under a noisy current depends. */
export interface NoisyRateParameters extends RateParameters {
  /** Step length, seconds, above 0. */
  readonly dtSeconds: number;
  /** Voltage floor, 0 or less; −Infinity means no floor. */
  readonly minVoltage: number;
  /** Time constant of a low-pass synapse through which the noise passes, seconds; 0 or absent means no synapse. */
  readonly synapseSeconds?: number;
}

/**
 * Firing rate of a LIF neuron whose current fluctuates independently in every step.
 *
 *   1/rate = τ_ref + τ_rc · √π · ∫ e^(u²) · (erf u − erf x) du,   u from (V − μ)/s to (θ − μ)/s,   x = (L − μ)/s
 *   s = √2 · σ_V,   σ_V² = σ² · a/(2 − a),   a = 1 − e^(−dt/τ_rc)
 *   θ = 1 + shift,   L = v_min − shift,   shift² = (β·a·σ)² + V²,   V = s · (α/2) · √(τ_synapse/τ_rc)
 *   β = −ζ(1/2)/√(2π) = 0.5826,   α = −√2 · ζ(1/2) = 2.0653
 *
 * σ_V is the standard deviation of the voltage without threshold and floor. The threshold and the floor are shifted
 * because the neuron compares its voltage with them once per step, and because a synapse smooths the voltage. Without
 * a floor, erf x = −1. The reset is shifted by the synapse alone.
 *
 * @returns hertz, from 0 to below 1/τ_ref
 * @example
 * const tutorialNeuron = { tauRcSeconds: 0.02, tauRefSeconds: 0.002, dtSeconds: 0.001 };
 * [0, -Infinity].map((minVoltage) => noisyRateHz({ mean: 0, deviation: 25 }, { ...tutorialNeuron, minVoltage }))
 * // [180.8563139991213, 66.1039563414798]
 * @see Siegert (1951); Brunel (2000), equation 21, with a reflecting floor; Chernoff (1965), equation 1.1, for β;
 *   Fourcaud and Brunel (2002), equation 4.33, for α
 */
export function noisyRateHz({ mean, deviation }: NoisyCurrent, parameters: NoisyRateParameters): number {
  if (deviation === 0) return rateHz(mean, parameters);
  const { tauRcSeconds, tauRefSeconds, dtSeconds, minVoltage, synapseSeconds = 0 } = parameters;
  const take = -expm1(-dtSeconds / tauRcSeconds);
  const scale = Math.SQRT2 * deviation * Math.sqrt(take / (2 - take));
  const synapseShift = scale * halfSynapseShift * Math.sqrt(synapseSeconds / tauRcSeconds);
  const stepShift = barrierShift * take * deviation;
  const shift = Math.sqrt(stepShift * stepShift + synapseShift * synapseShift);
  const position = (voltage: number) => (voltage - mean) / scale;
  const integral = passageIntegral(position(minVoltage - shift), position(synapseShift), position(1 + shift));
  return 1 / (tauRefSeconds + tauRcSeconds * Math.sqrt(Math.PI) * integral);
}

/** −ζ(1/2)/√(2π): the mean overshoot of a Gaussian random walk above a barrier, in standard deviations of a step. */
const barrierShift = 0.5825971579390106;

/** α/2 = −ζ(1/2)/√2: the same overshoot for noise that a short synapse smooths. */
const halfSynapseShift = barrierShift * Math.sqrt(Math.PI);

/** ∫ e^(u²) · (erf u − erf x) du from `from` to `to`, where `floor` = x ≤ `from`. */
export function passageIntegral(floor: number, from: number, to: number): number {
  // e^(u²) overflows there, and the rate is below 10^−290 Hz
  if (to > 26) return Number.POSITIVE_INFINITY;
  const density = passageDensity(floor);
  let sum = 0;
  let width = Math.min(1, 1 / (1 + Math.abs(from))) / 4;
  for (let start = from; start < to; ) {
    const end = Math.min(to, start + width);
    sum += integratePanel(density, start, end);
    start = end;
    width = Math.min(2 * width, Math.max(0.5, Math.abs(start) / 4));
  }
  return sum;
}

/** u ↦ e^(u²) · (erf u − erf x), in a form that neither overflows nor cancels: erfcx(x) = e^(x²) · (1 − erf x). */
function passageDensity(x: number): (u: number) => number {
  if (x === Number.NEGATIVE_INFINITY) return (u) => erfcx(-u);
  if (x < 0) return (u) => erfcx(-u) - exp((u - x) * (u + x)) * erfcx(-x);
  return (u) => exp((u - x) * (u + x)) * erfcx(x) - erfcx(u);
}

/** Gauss–Legendre quadrature with ten points. */
function integratePanel(density: (u: number) => number, start: number, end: number): number {
  const middle = (start + end) / 2;
  const half = (end - start) / 2;
  let sum = 0;
  for (const [node, weight] of legendre)
    sum += weight * (density(middle - half * node) + density(middle + half * node));
  return half * sum;
}

/** Nodes and weights on −1 … 1; each stands for itself and its negative. Abramowitz and Stegun (1964), table 25.4. */
const legendre: readonly (readonly [number, number])[] = [
  [0.1488743389816312, 0.2955242247147529],
  [0.4333953941292472, 0.2692667193099964],
  [0.6794095682990244, 0.219086362515982],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.0666713443086881],
];
