import { exp, expm1, log, log1p } from '../../src/base/elementary.ts';
import { draw, randomStream } from '../../src/base/random.ts';
import { requireAllFinite } from '../../src/base/requirement.ts';
import type {
  Implementation,
  SeededInput,
  SeededOutput,
  SynapseInput,
  SynapseOutput,
  TuningInput,
  TuningOutput,
} from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { lowPassConstants } from '../../src/simulator/synapse/low-pass.ts';

const correct: Implementation = reference('float64');

/** Correct implementations of tuning, filtering and drawing that differ from the reference. */
export const tuningControls: readonly Implementation[] = [
  { name: 'tunes by expm1 and divides the amplitude by the period', precision: 'float64', tuning: tuneByExpm1 },
  { name: 'fires at the rate of textbooks', precision: 'float64', tuning: tuneByTextbook },
  { name: 'tunes in float32', precision: 'float32', tuning: tuneInFloat32 },
  { name: 'filters by differences', precision: 'float64', synapse: filterByDifferences },
  { name: 'draws neuron by neuron from one stream', precision: 'float64', seeded: drawByNeuron },
];

/** gain = 1/(expm1((1/maxRate − τ_ref)/τ_rc) · (1 − intercept)) keeps the digits that 1 − e^z loses. */
function tuneByExpm1(input: TuningInput): TuningOutput {
  const { tauRcSeconds, tauRefSeconds, amplitude } = input;
  requireValid(input);
  const gain = input.maxRatesHz.map(
    (maxRateHz, neuron) =>
      1 / (expm1((1 / maxRateHz - tauRefSeconds) / tauRcSeconds) * (1 - (input.intercepts[neuron] as number))),
  );
  const bias = gain.map((value, neuron) => 1 - value * (input.intercepts[neuron] as number));
  const perNeuron = (of: (period: number) => number) =>
    input.inputs.map((x) =>
      gain.map((value, neuron) => {
        const above = value * x + (bias[neuron] as number) - 1;
        return above > 0 ? of(tauRefSeconds + tauRcSeconds * log1p(1 / above)) : 0;
      }),
    );
  return { gain, bias, ratesHz: perNeuron((period) => 1 / period), outputs: perNeuron((period) => amplitude / period) };
}

/** rate = 1/(τ_ref − τ_rc · ln(1 − 1/J)) loses digits at large currents. */
function tuneByTextbook(input: TuningInput): TuningOutput {
  const { tauRcSeconds, tauRefSeconds, amplitude } = input;
  const { gain, bias } = tuneByExpm1(input);
  const ratesHz = input.inputs.map((x) =>
    gain.map((value, neuron) => {
      const current = value * x + (bias[neuron] as number);
      return current > 1 ? 1 / (tauRefSeconds - tauRcSeconds * log(1 - 1 / current)) : 0;
    }),
  );
  return { gain, bias, ratesHz, outputs: ratesHz.map((rates) => rates.map((rate) => amplitude * rate)) };
}

/** Rounds every parameter and every operation to binary32. */
function tuneInFloat32(input: TuningInput): TuningOutput {
  requireValid(input);
  const round = Math.fround;
  const tauRc = round(input.tauRcSeconds);
  const tauRef = round(input.tauRefSeconds);
  const tunings = input.maxRatesHz.map((maxRateHz, neuron) => {
    const intercept = round(input.intercepts[neuron] as number);
    const exponent = round(round(tauRef - round(1 / round(maxRateHz))) / tauRc);
    const currentAtOne = round(1 / round(1 - round(exp(exponent))));
    const gain = round(round(currentAtOne - 1) / round(1 - intercept));
    return { gain, bias: round(1 - round(gain * intercept)) };
  });
  const ratesHz = input.inputs.map((x) =>
    tunings.map(({ gain, bias }) => {
      const current = round(round(gain * round(x)) + bias);
      if (!(current > 1)) return 0;
      return round(1 / round(tauRef + round(tauRc * round(log1p(round(1 / round(current - 1)))))));
    }),
  );
  return {
    gain: tunings.map(({ gain }) => gain),
    bias: tunings.map(({ bias }) => bias),
    ratesHz,
    outputs: ratesHz.map((rates) => rates.map((rate) => round(round(input.amplitude) * rate))),
  };
}

/** y ← y + (1 − a) · (x − y). */
function filterByDifferences({ signal, ...parameters }: SynapseInput): SynapseOutput {
  requireAllFinite('signal', signal);
  const { take } = lowPassConstants(parameters);
  let filtered = 0;
  const shown = signal.map((x) => {
    const before = filtered;
    filtered += take * (x - filtered);
    return before;
  });
  return { filtered: shown, lagSteps: 1 };
}

function drawByNeuron(input: SeededInput): SeededOutput {
  correct.seeded?.(input);
  const stream = randomStream(`seed ${input.seed}`);
  const drawn = Array.from({ length: input.neurons }, () =>
    [input.initialVoltage, input.intercepts, input.maxRatesHz].map((own) => draw(own, 1, stream)[0] as number),
  );
  const [initialVoltage, intercepts, maxRatesHz] = [0, 1, 2].map((index) =>
    drawn.map((own) => own[index] as number),
  ) as [number[], number[], number[]];
  const tunings = maxRatesHz.map((maxRateHz, neuron) =>
    tune({ maxRateHz, intercept: intercepts[neuron] as number }, input),
  );
  return { gain: tunings.map(({ gain }) => gain), bias: tunings.map(({ bias }) => bias), initialVoltage };
}

/** Refuses the inputs that the reference refuses. */
function requireValid(input: TuningInput): void {
  correct.tuning?.(input);
}
