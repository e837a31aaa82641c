import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import type { fields } from './fields.ts';

/** Computes the rate by the formula at the inputs whose spikes the figure counts, and at the chosen one. */
export function code({ rate, intercept, input }: ValuesOf<typeof fields>): Snippet[] {
  return [
    {
      language: 'Nengo',
      text: `import nengo, numpy as np

neuron = nengo.LIF()
gain, bias = neuron.gain_bias(max_rates=[${rate}], intercepts=[${intercept}])
for x in [*np.arange(-1, 4.5, 0.5), ${input}]:
    print(x, *neuron.rates([x], gain, bias)[0])`,
    },
    {
      language: 'TypeScript',
      text: `import { defaultLif, rateHz, tune } from 'lifspec';

const { gain, bias } = tune({ maxRateHz: ${rate}, intercept: ${intercept} }, defaultLif);
for (const x of [-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, ${input}])
  console.log(x, rateHz(gain * x + bias, defaultLif));`,
    },
  ];
}
