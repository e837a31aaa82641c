// what every fake adapter here is made of: it answers as it should, but for what a test changes
import { createInterface } from 'node:readline';

/** Writes an answer. */
export const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

/** Hangs: neither answers nor ends. */
export const hang = () => new Promise(() => setInterval(() => {}, 1000));

const description = {
  protocol: 2,
  implementation: { name: 'fake', version: '1.0', language: 'JavaScript' },
  capabilities: ['neuron'],
  precision: 'float64',
};

/** Neurons that never rest. */
export function neurons({ dtSeconds, tauRcSeconds, amplitude, initialVoltage, current, state }) {
  if (!(tauRcSeconds > 0 && dtSeconds > 0)) throw new Error('time constants must be above 0');
  const voltage = [...(state ?? initialVoltage)];
  const spikes = voltage.map(() => []);
  const voltages = [];
  for (const [step, currents] of current.entries()) {
    for (const [neuron, input] of currents.entries()) {
      voltage[neuron] += (input - voltage[neuron]) * -Math.expm1(-dtSeconds / tauRcSeconds);
      if (voltage[neuron] > 1) spikes[neuron].push(step);
      if (voltage[neuron] > 1) voltage[neuron] = 0;
    }
    voltages.push([...voltage]);
  }
  return { spikes, spikeHeight: amplitude / dtSeconds, voltage: voltages, state: voltage };
}

/** The right answer to a request. */
export function answerTo({ id, command, input }) {
  if (command === 'start') return { id, ...description };
  try {
    return { id, output: neurons(input) };
  } catch (error) {
    return { id, error: { kind: 'invalid-input', message: error.message } };
  }
}

/** Answers until it is asked to stop; `changes` says what is done instead at the start, for a run, at the stop. */
export async function adapter(changes = {}) {
  const { start, run, stop } = { start: say, run: say, stop: () => {}, ...changes };
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (request.command === 'stop') {
      await stop(request);
      break;
    }
    await { start, run }[request.command](answerTo(request), request);
  }
}
