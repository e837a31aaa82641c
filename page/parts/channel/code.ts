import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import { inputOf } from './compute.ts';
import type { fields } from './fields.ts';

/** Computes the output of the channel. Nengo draws other neurons, so its outputs are only close to the figure's. */
export function code(values: ValuesOf<typeof fields>): Snippet[] {
  const { amplitudes, seed, weights } = inputOf(values);
  return [
    {
      language: 'Nengo, which draws other neurons',
      text: `import nengo, numpy as np
from nengo.utils.ensemble import tuning_curves

amplitudes, x = [${amplitudes.join(', ')}], np.linspace(-1, 1, 81)[:, None]
with nengo.Network(seed=${seed}) as model:
    layers = [nengo.Ensemble(100, 1, neuron_type=nengo.LIFRate()) for _ in amplitudes]
    links = [nengo.Connection(layer, nengo.Node(size_in=1), synapse=None) for layer in layers]
with nengo.Simulator(model, progress_bar=False) as sim:
    for amplitude, layer, link in zip(amplitudes, layers, links):
        _, rates = tuning_curves(layer, sim, inputs=x)
        x = amplitude * rates @ sim.data[link].weights.T${weights === 'stay' ? '' : ' / amplitude  # weights for this amplitude'}
for y in x[:, 0]:
    print(y)`,
    },
    {
      language: 'TypeScript, in a clone of the repository',
      text: `import { buildChannel, transmit } from './dist/src/models/channel.js';

const amplitudes = [${amplitudes.join(', ')}];
const channel = ${channelLines[weights]};
for (let point = -40; point <= 40; point++) console.log(transmit(channel, amplitudes, point / 40));`.replace(
        'SEED',
        `'${seed}'`,
      ),
    },
  ];
}

const channelLines = {
  stay: 'buildChannel(SEED, 1)',
  solved: 'amplitudes.map((amplitude, layer) => buildChannel(SEED, amplitude)[layer])',
  divided: `buildChannel(SEED, 1).map((layer, index) => ({
  ...layer,
  decoders: layer.decoders.map((weight) => weight / amplitudes[index]),
}))`,
} as const;
