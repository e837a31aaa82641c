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
  const digits = /^(roughness|kick)/.test(source) ? 2 : 1;
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
    fixedRow('the same', 'nengo-dl-all', '0.02'),
    fixedRow('the same', 'nengo-dl-all', '0.1'),
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

const synapses: Table = {
  title: 'Synapses between the layers',
  note: "NengoDL's network at amplitude 0.5 with the floor, all 10,000 images.",
  columns: ['accuracy, %', '1 ms', '2 ms', '5 ms', '10 ms'],
  rows: [['floor 0', ...[1, 2, 5, 10].map((ms) => `nengo-dl-synapse-${ms}ms 0.5 floor`)]],
};

const floors = ['0', '-1', '-4', '-8', '-16', '-32', 'none'];
const variations = [
  'floor in layer 1 only',
  'floor in layer 2 only',
  'floor in layer 3 only',
  'reset by subtraction',
  'synapses of 5 ms between layers',
  'other initial voltages',
  'initial voltages of 0',
  'steps of 0.25 ms',
  'steps of 2 ms',
  '120 ms instead of 30',
];

const explained: Table[] = [
  {
    title: 'Floors',
    note: "`lifspec explain`, NengoDL's network at amplitude 0.5, 300 images.",
    columns: ['floor', ...floors.map((floor) => floor.replace('-', '−'))],
    rows: [['accuracy, %', ...floors.map((floor) => `explain floor ${floor}`)]],
  },
  {
    title: 'Variations',
    note: 'The same, with the floor; on the same images it is unchanged in the last column (reset by subtraction: 50 images).',
    columns: ['variation', 'accuracy, %', 'unchanged'],
    rows: [
      ...variations.map(
        (name): Row => [name, `explain variation "${name}" floored`, `explain variation "${name}" before`],
      ),
      ['no refractory period (500 images)', 'rules "no refractory period" 0.5 floor', 'rules none 0.5 floor'],
    ],
  },
];

const retrained: Table = {
  title: 'Trained at each amplitude',
  note: 'Plain training keeps the recipe for 0.01; rescaled training divides initial weights and learning rate by k = amplitude/0.01.',
  columns: ['accuracy, %', 'amplitude', 'floor 0', 'no floor', 'rate network'],
  rows: [
    ['plain, ten epochs, two seeds, 10,000 images', '=0.01', ...waysOf('tutorial-retrained-long 0.01')],
    ['the same', '=0.5', ...waysOf('tutorial-retrained-long 0.5')],
    ['rescaled, ten epochs, three seeds, 10,000 images', '=0.01', ...waysOf('tutorial-rescaled-long 0.01')],
    ['the same', '=0.5', ...waysOf('tutorial-rescaled-long 0.5')],
    ['plain, one epoch, three seeds, 2,000 images', '=0.01', ...waysOf('tutorial-retrained 0.01')],
    ['the same', '=0.5', ...waysOf('tutorial-retrained 0.5')],
    ['only initial weights ÷ k', '=0.5', ...waysOf('recipe start')],
    ['only learning rate ÷ k, ε · k²', '=0.5', ...waysOf('recipe "learning rate"')],
    ['rescaled, one epoch, three seeds, 2,000 images', '=0.5', ...waysOf('tutorial-rescaled 0.5')],
    ['NengoDL, one epoch, one training, 1,000 images', '=0.5', 'retrained as-asked', none, none],
    ['the same, another training', '=0.5', 'retrained-again as-asked', none, none],
    ['the same with the factor on the connections', '=0.5', 'retrained factor', none, none],
  ],
};

const curveAmplitudes = ['0.01', '0.05', '0.1', '0.2', '0.3', '0.35', '0.36', '0.4', '0.45', '0.5'];

const curve: Table = {
  title: 'The curve of seed 0',
  note: "lifspec's seed 0, trained for ten epochs at each of the question's 50 amplitudes, 10,000 images, accuracy in %.",
  columns: ['amplitude', ...curveAmplitudes],
  rows: [
    ['floor 0', 'floor'],
    ['no floor', 'no-floor'],
    ['rate network', 'rate'],
  ].map(
    ([label, way]): Row => [
      label as string,
      ...curveAmplitudes.map((one) => `tutorial-retrained-seed-0 ${one} ${way}`),
    ],
  ),
};

const zigZag: Table = {
  title: 'Zig-zag',
  note: 'Root mean square of the second differences from amplitude 0.2 to 0.5, in steps of 0.01, with the floor. The ratio is that of the mean curve to single curves: 1/√n if every seed has its own zig-zag, 1 if all have the same.',
  columns: ['networks', 'single curves, points', 'ratio', '1/√n'],
  rows: [
    ['tutorial, fixed weights, 5 seeds', 'zig-zag tutorial-fixed', 'roughness tutorial-fixed', '=0.45'],
    ['tutorial, fixed weights, seed 0', 'zig-zag tutorial-fixed seed-0', none, none],
    ['tutorial, retrained, seed 0', 'zig-zag tutorial-retrained-seed-0', none, none],
    ['miniature, fixed weights, 10 seeds', 'zig-zag miniature-fixed', 'roughness miniature-fixed', '=0.32'],
    [
      'miniature, retrained, 10 seeds',
      'zig-zag miniature-retrained-fine',
      'roughness miniature-retrained-fine',
      '=0.32',
    ],
    [
      'miniature, retrained, 10 other seeds',
      'zig-zag miniature-retrained-fresh',
      'roughness miniature-retrained-fresh',
      '=0.32',
    ],
  ],
};

const remedy = (label: string, name: string, streamed: string): Row => [
  label,
  `remedy ${name}`,
  `streams ${streamed} first`,
  `streams ${streamed} second`,
];

const remedies: Table = {
  title: 'Remedies',
  note: 'At amplitude 0.5 with weights trained at 0.01. NengoDL itself ran the first 100 images; lifspec ran 200 streams, with the filter of the read-out started again for every image.',
  columns: ['accuracy, %', 'single images', 'first of a stream', 'second of a stream'],
  rows: [
    remedy('nothing', 'as-asked', '0.5 floor'),
    remedy('factor on the connections (streams: the run at 0.01)', 'factor', '0.01 floor'),
    remedy('weights divided', 'divided-weights', '0.01 floor'),
    remedy('floor −32', 'floor-32', '0.5 -32'),
    remedy('synapse 5 ms', 'synapse-5ms', '0.5 synapse-5ms'),
    remedy('no floor', 'no-floor', '0.5 no-floor'),
  ],
};

const streamSettings = [
  ['floor 0', 'floor'],
  ['floor −32', '-32'],
  ['synapse 5 ms', 'synapse-5ms'],
  ['no floor', 'no-floor'],
] as const;

const streams: Table = {
  title: 'Streams',
  note: "NengoDL's network, second image of 100 streams of two, with the filter of the read-out (0.1 s) started again for every image, or carried over, as by a probe that runs on. The factor gives the accuracies of amplitude 0.01.",
  columns: ['accuracy, %', 'amplitude', 'started again', 'carried over'],
  rows: ['0.01', '0.5'].flatMap((amplitude) =>
    streamSettings
      .filter(([, what]) => amplitude === '0.5' || what !== '-32')
      .map(
        ([label, what]): Row => [
          label,
          `=${amplitude}`,
          `carried ${amplitude} ${what} second`,
          `carried ${amplitude} ${what}`,
        ],
      ),
  ),
};

const kicks = ['0', '1.5', '2.5', '3.5', '5', '7', '10'];

const streamFloors: Table = {
  title: 'Floors on streams',
  note: 'Second image of 60 streams, where 6 points may be chance. The floor is a number of median kicks below 0; `lifspec explain` prints the kick.',
  columns: ['accuracy, %', 'amplitude', ...kicks.map((one) => (one === '0' ? 'floor 0' : `−${one} kicks`))],
  rows: [
    ["NengoDL's network", 'nengo-dl', '0.1'],
    ['the same', 'nengo-dl', '0.5'],
    ["lifspec's seed 0", 'tutorial-seed0-amplitude0.01-epochs10', '0.5'],
    ['seed 1, trained briefly', 'held-out seed 1', '0.5'],
  ].map(
    ([label, network, amplitude]): Row => [
      label as string,
      `=${amplitude}`,
      ...kicks.map((one) => `floor-in-kicks "${network}" ${amplitude} ${one}`),
    ],
  ),
};

const epochs: Table = {
  title: 'How long the network was trained',
  note: 'Fixed weights, trained at 0.01 and run at three amplitudes. Miniature networks: ten seeds, 5,000 training images, 1,000 test images.',
  columns: [
    'accuracy, %',
    'epochs',
    '0.01, floor 0',
    '0.1, floor 0',
    '0.5, floor 0',
    '0.5, no floor',
    '0.5, rate network',
  ],
  rows: [
    epochsRow('miniature', '1', 'miniature-fixed-1-epoch'),
    epochsRow('miniature', '4', 'miniature-fixed'),
    epochsRow('tutorial, five seeds, 60,000 training images', '10', 'tutorial-all'),
  ],
};

function epochsRow(label: string, count: string, study: string): Row {
  return [
    label,
    `=${count}`,
    ...['0.01', '0.1', '0.5'].map((one) => `${study} ${one} floor`),
    `${study} 0.5 no-floor`,
    `${study} 0.5 rate`,
  ];
}

/** The networks of `held-out.json`. */
interface HeldOut {
  readonly networks: readonly {
    readonly name: string;
    readonly trainedAmplitude: number;
    readonly kick: number;
    readonly amplitudes: readonly number[];
  }[];
}

const heldOut: Table = {
  title: 'Networks that nothing was fitted to',
  note: 'Tutorial networks that NengoDL 3.4.2 trained briefly with TensorFlow 2.6.2, with other seeds and one at another amplitude ([held-out.py](../fixtures/networks/nengo-dl/held-out.py)); lifspec ran them on 300 images, where 4 points may be chance. The kick is that of layer 2, by theory.',
  columns: ['network', 'amplitude', 'median kick', 'floor 0', 'no floor', 'rate network', 'floor 0, synapse 5 ms'],
  rows: (readSaved('held-out.json') as HeldOut).networks.flatMap(
    ({ name, trainedAmplitude, kick, amplitudes }, network) =>
      amplitudes.map((amplitude, index): Row => {
        const isLast = index === amplitudes.length - 1;
        return [
          name,
          `=${amplitude}`,
          `=${((kick * amplitude) / trainedAmplitude).toFixed(2)}`,
          ...waysOf(`held-out ${network} ${index}`),
          isLast ? `held-out ${network} ${index} synapse` : none,
        ];
      }),
  ),
};

const tables: readonly Table[] = [
  ...[fixed, synapses, ...explained, epochs, heldOut],
  ...[retrained, curve, zigZag, remedies, streams, streamFloors],
];
