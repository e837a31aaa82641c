import { exp, log1p } from '../../src/base/elementary.ts';
import { draw, randomStream } from '../../src/base/random.ts';
import { runSynapse, synapseFields } from '../../src/conformance/choices/synapse.ts';
import { runTuning, tuningFields } from '../../src/conformance/choices/tuning.ts';
import type {
  Implementation,
  SeededInput,
  SeededOutput,
  TuningInput,
  TuningOutput,
} from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { equalFormsOf } from '../mutants/choices.ts';

const correct: Implementation = reference('float64');

/** Correct implementations of tuning, filtering and drawing that differ from the reference. */
export const tuningControls: readonly Implementation[] = [
  ...equalFormsOf('tuning', tuningFields, runTuning),
  { name: 'tunes in float32', precision: 'float32', tuning: tuneInFloat32 },
  ...equalFormsOf('synapse', synapseFields, runSynapse),
  { name: 'draws neuron by neuron from one stream', precision: 'float64', seeded: drawByNeuron },
];

/** Rounds every parameter and every operation to binary32. */
function tuneInFloat32(input: TuningInput): TuningOutput {
  correct.tuning?.(input); // refuses what must be refused
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
