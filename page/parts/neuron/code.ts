import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import type { fields } from './fields.ts';

/** Computes voltages and spikes of both neurons, first with the floor. */
export function code({ input, swing, rate, intercept, amplitude }: ValuesOf<typeof fields>): Snippet[] {
  return [
    {
      language: 'Nengo',
      text: `import nengo, numpy as np

for floor in 0, -np.inf:
    neuron = nengo.LIF(amplitude=${amplitude}, min_voltage=floor)
    gain, bias = neuron.gain_bias(max_rates=[${rate}], intercepts=[${intercept}])
    output, voltage, refractory_time = np.zeros((3, 1))
    for step in range(100):
        x = ${input} + (${swing} if step // 5 % 2 else -${swing})
        neuron.step(0.001, gain * x + bias, output, voltage, refractory_time)
        print(step, *voltage, *output)`,
    },
    {
      language: 'TypeScript',
      text: `import { defaultLif, lifConstants, spikeHeight, startingLif, stepLif, tune } from 'lifspec';

const { gain, bias } = tune({ maxRateHz: ${rate}, intercept: ${intercept} }, defaultLif);
for (const minVoltage of [0, -Infinity]) {
  const constants = lifConstants({ ...defaultLif, minVoltage });
  let neuron = startingLif(0, constants);
  for (let step = 0; step < 100; step++) {
    const x = ${input} + (Math.floor(step / 5) % 2 ? ${swing} : -${swing});
    const next = stepLif(neuron, gain * x + bias, constants);
    console.log(step, next.voltage, next.fired ? spikeHeight(${amplitude}, 0.001) : 0);
    neuron = next;
  }
}`,
    },
  ];
}
