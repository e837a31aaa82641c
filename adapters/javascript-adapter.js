// A LIF neuron in JavaScript, without packages, behind the protocol of lifspec: one JSON object per line on stdin and stdout.
// Heun's method; after a spike, its input is masked for whole steps.
import { createInterface } from 'node:readline';

class InvalidInput extends Error {}

function require(holds, rule) {
  if (!holds) throw new InvalidInput(rule);
}

function neuron({ dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage, initialVoltage, current, state }) {
  const numbers = [dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage ?? 0, initialVoltage, current].flat(2);
  require(numbers.every(Number.isFinite), 'every number must be finite');
  require(dtSeconds > 0 && dtSeconds <= 30 * tauRcSeconds, 'dtSeconds must be above 0 and at most 30 tauRcSeconds');
  require(tauRefSeconds >= 0 && amplitude > 0, 'tauRefSeconds must be 0 or more, amplitude above 0');
  require((minVoltage ?? 0) <= 0, 'minVoltage must be at most 0');
  require(initialVoltage.every((start) => start <= 1), 'initialVoltage must be at most 1');

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

const refractory = { kind: 'whole-steps', rounding: 'up', more: 0, meanwhile: 'input-masked' };
const about = {
  implementation: { name: 'Heun LIF in JavaScript', version: '1.0.0', language: 'JavaScript' },
  ...{ protocol: 2, capabilities: ['neuron'], precision: 'float64' },
  conventions: { integrator: 'heun', reset: 'subtract', refractory },
};

function answer({ command, input }) {
  try {
    return command === 'start' ? about : { output: neuron(input) };
  } catch (error) {
    if (error instanceof InvalidInput) return { error: { kind: 'invalid-input', message: error.message } };
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.command === 'stop') break;
  process.stdout.write(`${JSON.stringify({ id: request.id, ...answer(request) })}\n`);
}
