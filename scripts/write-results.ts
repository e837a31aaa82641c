import { readFileSync, writeFileSync } from 'node:fs';
import { citedValue } from './cited-numbers.ts';
import { readSaved } from './cited-points.ts';

const document = 'docs/results.md';

/** A row of a table: its label, and for each cell the source of a number, as documents cite it, or a text after `=`. */
type Row = readonly [label: string, ...sources: string[]];

interface Table {
  readonly title: string;
  /** What the numbers are about, if the title does not say it. */
  readonly note?: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Rewrites the tables of all measured numbers that the answer states. */
export function writeResults(): void {
  writeFileSync(document, formatResults());
}

/** The document, computed from the saved studies. */
export function formatResults(): string {
  const [head] = readFileSync(document, 'utf8').split(/^## /m);
  return [(head as string).trimEnd(), ...tables.map(formatTable)].join('\n\n').concat('\n');
}

function formatTable({ title, note, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `## ${title}`,
    ...(note === undefined ? [] : ['', note]),
    '',
    line(columns),
    line(columns.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(([label, ...sources]) => line([label, ...sources.map(formatCell)])),
  ].join('\n');
}

function formatCell(source: string): string {
  if (source.startsWith('=')) return source.slice(1);
  const digits = source.startsWith('roughness') ? 2 : 1;
  return citedValue(source).toFixed(digits).replace('-', '−');
}

const none = '=–';

/** A study at one amplitude: with the floor, without it, with a synapse of 5 ms, and as a rate network. */
const fixedRow = (label: string, study: string, amplitude: string, synapse = none): Row => [
  label,
  `=${amplitude}`,
  ...['floor', 'no-floor'].map((floor) => `${study} ${amplitude} ${floor}`),
  synapse,
  `${study} ${amplitude} rate`,
];

const waysOf = (source: string) => ['floor', 'no-floor', 'rate'].map((way) => `${source} ${way}`);

const fixed: Table = {
  title: 'Fixed weights',
  note: 'All 10,000 test images, 30 ms each.',
  columns: ['accuracy, %', 'amplitude', 'floor 0', 'no floor', 'floor 0, synapse 5 ms', 'rate network'],
  rows: [
    fixedRow("NengoDL's network", 'nengo-dl-all', '0.01', 'nengo-dl-synapse-5ms 0.01 floor'),
    fixedRow('the same', 'nengo-dl-all', '0.5', 'nengo-dl-synapse-5ms 0.5 floor'),
    fixedRow('five networks of lifspec, ten epochs', 'tutorial-all', '0.01'),
    fixedRow('the same', 'tutorial-all', '0.5'),
    [
      'lowest and highest of the five',
      '=0.5',
      ...['lowest', 'highest'].map((which) => `tutorial-all 0.5 floor ${which}`),
      none,
      none,
    ],
    ['seed 0, seed 1 of the five', '=0.5', ...[0, 1].map((seed) => `tutorial-all 0.5 floor seed-${seed}`), none, none],
  ],
};

const explained: Table = {
  title: 'What explain tries',
  note: "`lifspec explain`, NengoDL's network at amplitude 0.5, 300 images; unchanged: 81.0 %. Floors are 1.75, 3.5 and 7 median kicks below 0.",
  columns: ['remedy', 'accuracy, %'],
  rows: readSaved('nengo-dl-explain/explanation.json').remedies.map(({ name }: { readonly name: string }): Row => {
    return [name, `explain "${name}"`];
  }),
};

const retrained: Table = {
  title: 'Trained at amplitude 0.5',
  note: 'Plain training keeps the recipe for 0.01; rescaled training divides initial weights and learning rate by k = amplitude/0.01.',
  columns: ['accuracy, %', 'floor 0', 'no floor', 'rate network'],
  rows: [
    ['plain, ten epochs, two seeds, 10,000 images', ...waysOf('tutorial-retrained-long 0.5')],
    ['rescaled, ten epochs, three seeds, 10,000 images', ...waysOf('tutorial-rescaled-long 0.5')],
    ['plain, one epoch, three seeds, 2,000 images', ...waysOf('tutorial-retrained 0.5')],
    ['rescaled', ...waysOf('tutorial-rescaled 0.5')],
    ['the same, plain, at 0.01', ...waysOf('tutorial-retrained 0.01')],
    ['NengoDL, plain, one epoch, one training, 1,000 images', 'retrained as-asked', none, none],
    ['another training', 'retrained-again as-asked', none, none],
    ['with the factor on the connections', 'retrained factor', none, none],
  ],
};

const zigZag: Table = {
  title: 'Zig-zag',
  note: 'Root mean square of the second differences from amplitude 0.2 to 0.5, in steps of 0.01, with the floor. The ratio is that of the mean curve to single curves: 0.45 for 5 seeds and 0.32 for 10 if every seed has its own zig-zag, 1 if all have the same.',
  columns: ['networks', 'single curves, points', 'ratio'],
  rows: [
    ['tutorial, fixed weights, 5 seeds', 'zig-zag tutorial-fixed', 'roughness tutorial-fixed'],
    ['tutorial, retrained, seed 0', 'zig-zag tutorial-retrained-seed-0', none],
    ['miniature, fixed weights, 10 seeds', 'zig-zag miniature-fixed', 'roughness miniature-fixed'],
    ['miniature, retrained, 10 seeds', 'zig-zag miniature-retrained-fine', 'roughness miniature-retrained-fine'],
    ['the same, 10 other seeds', 'zig-zag miniature-retrained-fresh', 'roughness miniature-retrained-fresh'],
  ],
};

const remedies: Table = {
  title: 'Remedies',
  note: "At amplitude 0.5 with weights trained at 0.01. NengoDL itself ran the first 100 images one by one. lifspec ran streams of several images without a reset of the neurons: 200 with the filter of the read-out (0.1 s) started again for every image, of which the table has the second image, and, in the last column, each of the first 300 images after the one before it, with a filter that runs on, as a probe's does. With the factor, a stream is the one at 0.01.",
  columns: ['accuracy, %', 'single images', 'stream, filter started again', 'filter runs on'],
  rows: [
    ['nothing', 'as-asked', '0.5 floor', ''],
    ['factor on the connections', 'factor', '0.01 floor', ''],
    ['floor −32', 'floor-32', '0.5 -32', ''],
    ['synapse 5 ms', 'synapse-5ms', '0.5 synapse-5ms', '-synapse-5ms'],
    ['no floor', 'no-floor', '0.5 no-floor', ''],
  ].map(
    ([label, name, streamed, study]): Row => [
      label as string,
      `remedy ${name}`,
      `streams ${streamed} second`,
      `nengo-dl-carry-over${study} ${streamed}`,
    ],
  ),
};

/** Accuracies of seed 3 of `held-out.json` after one, three and ten epochs. */
function acrossEpochs(point: string): string {
  const [one, three, ten] = [4, 5, 6].map((network) => formatCell(`held-out ${network} ${point}`));
  return `${one}, ${three} and ${ten} %`;
}

const trainingLength: Table = {
  title: 'Training length',
  note: `Fixed weights of ten miniature networks, 1,000 images. In a tutorial network ([seed 3](#networks-that-nothing-was-fitted-to), 300 images), ten epochs do not remove the loss either, and the floor then causes nearly all of it: after one, three and ten epochs, ${acrossEpochs('0 floor')} fall to ${acrossEpochs('4 floor')} at 0.5, and without the floor to ${acrossEpochs('4 no-floor')}.`,
  columns: ['accuracy, %', '0.01, floor 0', '0.1, floor 0', '0.5, floor 0', '0.5, no floor', '0.5, rate network'],
  rows: [
    ['one epoch', 'miniature-fixed-1-epoch'],
    ['two epochs', 'miniature-fixed-2-epochs'],
    ['four epochs', 'miniature-fixed'],
  ].map(([label, study]): Row => {
    const points = ['0.01 floor', '0.1 floor', '0.5 floor', '0.5 no-floor', '0.5 rate'];
    return [label as string, ...points.map((point) => `${study} ${point}`)];
  }),
};

const ownSoftware = readSaved('nengo-dl-curve.json');

const curve: Table = {
  title: "The question's own software",
  note: 'NengoDL 3.4.2 with TensorFlow 2.6.2 trained the tutorial network for each amplitude, seed 0, 3,000 images, two epochs ([curve.py](../fixtures/networks/nengo-dl/curve.py)). All eleven networks start from the same weights, built in the loop over amplitudes or in a function, and both ways train the same weights at 0.25 and 0.5, bit for bit. With seeds set once, outside, all start from other weights. lifspec ran them with the floor: 500 images, where 6 points may be chance.',
  columns: ['accuracy, %', ...ownSoftware.points.map(({ amplitude }: { amplitude: number }) => String(amplitude))],
  rows: [
    ['trained at each amplitude', 'trained'],
    ['trained at 0.01, fixed', 'fixed'],
  ].map(([label, weights]): Row => {
    return [
      label as string,
      ...ownSoftware.points.map((_: unknown, index: number) => `own-software ${index} ${weights}`),
    ];
  }),
};

/** A network of `held-out.json`. */
interface HeldOut {
  readonly name: string;
  readonly kick: number;
  readonly amplitudes: readonly number[];
  readonly accuracy: { readonly floor: readonly number[] };
}

/** The median kick at which five points are lost, from a straight line between the measured amplitudes. */
function kickOfLoss({ kick, amplitudes, accuracy: { floor } }: HeldOut): number {
  const losses = floor.map((accuracy) => (floor[0] as number) - accuracy);
  const after = losses.findIndex((lost) => lost >= 0.05);
  const [from, to] = amplitudes.slice(after - 1) as [number, number];
  const [less, more] = losses.slice(after - 1) as [number, number];
  return (kick * (from + ((to - from) * (0.05 - less)) / (more - less))) / (amplitudes[0] as number);
}

const heldOut: Table = {
  title: 'Networks that nothing was fitted to',
  note: 'Tutorial networks that NengoDL 3.4.2 trained on few images with TensorFlow 2.6.2, one at another amplitude ([held_out.py](../fixtures/networks/nengo-dl/held_out.py)), run at multiples of it; 300 images, where 4 points may be chance. The kick is that of layer 2, as `lifspec explain` computes it, at 1 × and where 5 points are lost.',
  columns: [
    ...['network', 'median kick', '1 ×, floor 0', '2 ×', '5 ×', '50 ×', '50 ×, no floor'],
    'kick, 5 points lost',
  ],
  rows: readSaved('held-out.json').networks.map((one: HeldOut, network: number): Row => {
    return [
      one.name,
      `=${one.kick.toFixed(2)}`,
      ...[0, 1, 2, 4].map((index) => `held-out ${network} ${index} floor`),
      `held-out ${network} 4 no-floor`,
      `=${kickOfLoss(one).toFixed(2)}`,
    ];
  }),
};

const neurons: Table = {
  title: 'Other neurons of Nengo',
  note: 'NengoDL itself ran its tutorial network, first 100 images, where 4 points may be chance ([neuron-types.py](../fixtures/networks/nengo-dl/neuron-types.py)). `SpikingRectifiedLinear` was trained separately, for one epoch.',
  columns: ['accuracy, %', '0.01', '0.5', '0.5, synapse 5 ms'],
  rows: [
    ['`LIF`', 'LIF'],
    ['`AdaptiveLIF`', 'AdaptiveLIF'],
    ['`AdaptiveLIF`, no floor', 'AdaptiveLIF without floor'],
    ['`RegularSpiking(LIFRate())`', 'RegularSpiking'],
    ['`SpikingRectifiedLinear`', 'SpikingRectifiedLinear'],
  ].map(([label, name]): Row => {
    return [label as string, ...['0.01', '0.5', '0.5 synapse'].map((point) => `neurons "${name}" ${point}`)];
  }),
};

const tables: readonly Table[] = [
  ...[fixed, explained, heldOut, neurons, trainingLength, retrained, zigZag, curve, remedies],
];
