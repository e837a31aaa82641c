import type { Implementation, NeuronInput, NeuronOutput } from 'lifspec/vectors';

/** A simulator by an author who has read only the interface of lifspec: the textbook form, neuron by neuron. */
export const mine: Implementation = { name: 'my simulator', precision: 'float64', neuron: simulate };

export function simulate(input: NeuronInput, reset: (voltage: number) => number = () => 0): NeuronOutput {
  refuse(input);
  const { dtSeconds: dt, tauRcSeconds: tauRc, tauRefSeconds: tauRef } = input;
  const floor = input.minVoltage ?? Number.NEGATIVE_INFINITY;
  const neurons = (input.state as Neuron[]) ?? input.initialVoltage.map((voltage) => ({ voltage, refractory: 0 }));
  const state = neurons.map((neuron) => ({ ...neuron }));
  const spikes = state.map((): number[] => []);
  const voltage = input.current.map((currents, step) =>
    state.map((neuron, index) => {
      const current = currents[index] as number;
      neuron.refractory -= dt;
      const awake = Math.min(Math.max(dt - neuron.refractory, 0), dt);
      neuron.voltage -= (current - neuron.voltage) * Math.expm1(-awake / tauRc);
      if (neuron.voltage > 1) {
        neuron.refractory = tauRef + dt + tauRc * Math.log1p(-(neuron.voltage - 1) / (current - 1));
        neuron.voltage = reset(neuron.voltage);
        spikes[index]?.push(step);
      } else neuron.voltage = Math.max(neuron.voltage, floor);
      return neuron.voltage;
    }),
  );
  return { spikes, spikeHeight: input.amplitude / dt, voltage, state };
}

interface Neuron {
  voltage: number;
  refractory: number;
}

function refuse({ dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage, ...input }: NeuronInput): void {
  const isRight =
    [dtSeconds, tauRcSeconds, amplitude].every((one) => one > 0 && one < Number.POSITIVE_INFINITY) &&
    tauRefSeconds >= 0 &&
    Number.isFinite(tauRefSeconds) &&
    dtSeconds <= 30 * tauRcSeconds &&
    !((minVoltage ?? 0) > 0) &&
    !Number.isNaN(minVoltage ?? 0) &&
    input.initialVoltage.every((one) => Number.isFinite(one) && one <= 1) &&
    input.current.flat().every(Number.isFinite);
  if (!isRight) throw new RangeError('this input is invalid');
}
