import { execFile } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { preparePython } from '../../adapters/environment.ts';
import { type Fields, initialValues, type Values } from '../frame/fields.ts';
import type { Snippet } from '../frame/part.ts';
import { savedCurves } from '../parts/curves/draw.ts';
import { compareRules } from '../parts/event/compute.ts';
import { parts } from '../parts/index.ts';
import { runBoth } from '../parts/neuron/compute.ts';
import { toyDigits } from '../parts/opening/draw.ts';
import { pointOf } from '../parts/repair/compute.ts';
import { conventionsSet, spikesBy } from '../parts/simulator/toggles.ts';
import { swingInputOf } from '../parts/swing/compute.ts';
import { examImages } from '../parts/swing/exam.ts';
import { exam } from '../worker/jobs/exam.ts';
import { swing, type Watched } from '../worker/jobs/swing.ts';
import { type Point, trace } from '../worker/jobs/trace.ts';
import { train } from '../worker/jobs/train.ts';
import { nodeContext } from './node-data.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const execute = promisify(execFile);
/** Nengo with NumPy. */
const python = preparePython(`${root}adapters/nengo-adapter.py`, console.warn);

type Rows = readonly (readonly number[])[];

async function codeOf(name: string, change: Values): Promise<readonly Snippet[]> {
  const part = parts.find((one) => one.name === name) as (typeof parts)[number];
  const { code } = await part.code();
  return code({ ...initialValues(part.fields as Fields), ...change });
}

/** What the programs of a part print for settings, by language. `npm run test:nengo-dl` runs those of NengoDL. */
async function printed(
  name: string,
  change: Values,
  shorten = (text: string) => text,
): Promise<ReadonlyMap<string, Rows>> {
  const all = new Map<string, Rows>();
  for (const { language, text } of await codeOf(name, change)) {
    if (/^(lifspec|NengoDL)/.test(language)) continue;
    const out = await run(language, shorten(text));
    const rows = out.split('\n').map((line) => line.match(/-?\d+(\.\d+)?(e[-+]\d+)?/g)?.map(Number) ?? []);
    all.set(language.replace(/,.*/, ''), rows);
  }
  return all;
}

async function run(language: string, text: string): Promise<string> {
  const [program, options] = language.startsWith('TypeScript')
    ? ['node', ['--input-type=module', '-e']]
    : [await python, ['-c']];
  return (await execute(program, [...options, text], { cwd: root, maxBuffer: 2 ** 26 })).stdout.trim();
}

/** Accuracies of a command. */
interface Measured {
  readonly rows: readonly {
    readonly amplitude: number;
    readonly minVoltage: number | null;
    readonly spikingAccuracy: number;
  }[];
}

/** Runs the commands of a part in an empty folder that has the fixtures, and reads what the last one prints. */
async function commanded(name: string, change: Values, shorten = (text: string) => text): Promise<Measured> {
  const { text: whole } = (await codeOf(name, change)).at(-1) as Snippet;
  const text = shorten(whole);
  const folder = mkdtempSync(join(tmpdir(), 'lifspec-code-'));
  symlinkSync(`${root}fixtures`, `${folder}/fixtures`);
  let out = '';
  for (const command of text.split('\n')) {
    const args = command.replace('npx --no-install lifspec ', '').split(' ');
    const asJson = args[0] === 'train' ? [] : ['--report', 'json'];
    out = (await execute('node', [`${root}dist/bundle/main.js`, ...args, ...asJson], { cwd: folder })).stdout;
  }
  return JSON.parse(out);
}

/** Tests a network on fewer images than a reader does, with the command of a part and as the figure does. */
async function expectSameAccuracy(name: string, change: Values, point: Point): Promise<void> {
  const images = 50;
  const { correct } = await exam({ ...point, images }, nodeContext);
  const shorten = (text: string) => text.replace(`--images ${examImages}`, `--images ${images}`);
  expect((await commanded(name, change, shorten)).rows[0]?.spikingAccuracy).toBe(correct / images);
}

/** Requires numbers equal up to rounding. */
function expectNear(got: Rows | undefined, expected: Rows, digits = 9): void {
  expect(got?.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  for (const [index, row] of expected.entries())
    for (const [column, value] of row.entries()) expect(got?.[index]?.[column]).toBeCloseTo(value, digits);
}

describe('the code of a figure computes its numbers:', () => {
  it.each([{}, { input: 1.35, swing: 2.1, rate: 180, intercept: -0.3, amplitude: 0.03 }])(
    'neuron %j',
    async (change) => {
      const values = { input: -0.4, swing: 3, rate: 100, intercept: 0, amplitude: 0.01, ...change };
      const expected = runBoth(values).flatMap(({ voltages, spikes, height }) =>
        voltages.map((voltage, step) => [step, voltage, spikes.includes(step) ? height : 0]),
      );
      const all = await printed('neuron', change);
      expectNear(all.get('Nengo'), expected);
      expectNear(all.get('TypeScript'), expected, 14);
    },
  );

  it('opening', async () => {
    const all = await printed('opening', { amplitude: 0.5 });
    expect(all.get('Nengo')?.[0]?.slice(0, 3)).toEqual([2, 8, 2]);
    expect(all.get('TypeScript')?.map(([answer]) => answer)).toEqual([2, 8, 2]);
  });

  it.each(['floor', 'synapse', 'factor'])('repair %s', async (repair) => {
    const reads = await Promise.all(
      toyDigits.map((image) => trace({ image, ...pointOf({ amplitude: 0.5, repair }) }, nodeContext)),
    );
    const all = await printed('repair', { amplitude: 0.5, repair });
    expect(all.get('TypeScript')).toEqual(reads.map(({ predicted, spikeCounts }) => [predicted, ...spikeCounts]));
    expect(all.get('Nengo')?.[0]?.slice(0, 3)).toEqual(reads.map(({ predicted }) => predicted));
  });

  it('curves, on fewer digits', async () => {
    const digits = 200;
    const measured = await commanded('curves', {});
    expect(measured.rows).toHaveLength(6);
    for (const { amplitude, minVoltage, spikingAccuracy } of measured.rows) {
      const curve = savedCurves[minVoltage === null ? 1 : 0]?.points ?? [];
      const shown = (curve.find(([other]) => other === amplitude)?.[1] ?? Number.NaN) / 100;
      // three standard deviations
      expect(Math.abs(spikingAccuracy - shown)).toBeLessThan(3 * Math.sqrt((shown * (1 - shown)) / digits));
    }
  });

  it.each([0, 5])('swing, synapse %i ms', async (synapse) => {
    const values = { synapse, amplitude: 0.5, layer: '2', neuron: 1013, digit: 28, step: 29 };
    const { watched } = await swing(swingInputOf(values), nodeContext);
    const all = await printed('swing', values);
    for (const [language, digits] of [
      ['TypeScript', 5],
      ['Nengo', 0],
    ] as const) {
      const rows = all.get(language) ?? [];
      expect(rows).toHaveLength(3 * 31);
      for (const [index, { currents, voltages, predicted }] of watched.entries() as IterableIterator<
        [number, Watched]
      >) {
        const own = rows.slice(31 * index, 31 * index + 31);
        expect(own.at(-1)?.[0]).toBe(predicted);
        const expected = currents.map((current, step) => [step, current, voltages[step] as number]);
        if (language === 'TypeScript') expectNear(own.slice(0, 30), expected, digits);
        else expect(countFar(own.slice(0, 30), expected)).toBeLessThan(6);
      }
    }
    await expectSameAccuracy('swing', values, { amplitude: 0.5, floor: 'zero', synapseMilliseconds: synapse });
  });

  it.each([
    {},
    { refractory: 'whole', floor: 'none', comparison: 'at' },
    { refractory: 'fewer', integrator: 'euler', reset: 'subtract' },
    { refractory: 'none', integrator: 'backward-euler' },
    { reset: 'subtract', comparison: 'at' },
  ] as readonly Values[])('simulator %j', async (change) => {
    const part = parts.find(({ name }) => name === 'simulator');
    const values = { ...initialValues(part?.fields as Fields), ...change };
    const expected = [spikesBy(conventionsSet(values as unknown as Parameters<typeof conventionsSet>[0]))];
    const all = await printed('simulator', change);
    expect(all.size).toBe(2);
    for (const rows of all.values()) expect(rows).toEqual(expected);
  });

  it.each([{ factor: 0.8 }, { rule: 'end', tau: 10 }, { rule: 'mean', tau: 20 }])('event %j', async (change) => {
    const { exact, other } = compareRules({ rule: 'start', factor: 1, tau: 2, ...change });
    const rows = (await printed('event', change)).get('Python') ?? [];
    expectNear(
      rows,
      exact.map((voltage, step) => [step, voltage, other[step] as number]),
      12,
    );
  });

  it.each(['plain', 'rescaled'])('training, %s', async (recipe) => {
    const change = { amplitude: 0.3, recipe, epochs: 1, images: 500, seed: 1 };
    const input = { ...change, rescaled: recipe === 'rescaled', testImages: 300 };
    const points = await train(input, nodeContext);
    expect((await commanded('training', change)).rows[0]?.spikingAccuracy).toBe(points.at(-1)?.with);
  });
});

/** Rows with a current far from the expected one. */
function countFar(got: Rows, expected: Rows): number {
  return expected.filter((row, index) => Math.abs((got[index]?.[1] ?? 0) - (row[1] ?? 0)) > 1).length;
}
