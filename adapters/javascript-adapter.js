// A LIF neuron in JavaScript, without packages. Heun's method; after a spike, its input is masked for whole steps.
import { serve } from './lifspec-adapter.js';

function neuron({ dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage, initialVoltage, current, state }) {
  const h = dtSeconds / tauRcSeconds;
  const refractorySteps = Math.ceil(Number((tauRefSeconds / dtSeconds).toFixed(9)));
  const { voltage, masked } = state ?? { voltage: [...initialVoltage], masked: initialVoltage.map(() => 0) };
  const spikes = voltage.map(() => []);
  const trace = current.map((currents, step) => {
    for (const [n, given] of currents.entries()) {
      const isMasked = masked[n] > 0;
      const input = isMasked ? 0 : given;
      masked[n] = Math.max(masked[n] - 1, 0);
      const slope = input - voltage[n];
      const next = voltage[n] + (h / 2) * (slope + (input - (voltage[n] + h * slope)));
      const fires = next > 1 && !isMasked;
      voltage[n] = fires ? next - 1 : Math.max(next, minVoltage ?? Number.NEGATIVE_INFINITY);
      if (!fires) continue;
      masked[n] = refractorySteps;
      spikes[n].push(step);
    }
    return [...voltage];
  });
  return { spikes, spikeHeight: amplitude / dtSeconds, voltage: trace, state: { voltage, masked } };
}

const conventions = { integrator: 'heun', reset: 'subtract', refractory: 'up', whileRefractory: 'input-masked' };
serve({ name: 'Heun LIF in JavaScript', version: '1.0.0', neuron, conventions });
