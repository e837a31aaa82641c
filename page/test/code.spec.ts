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
import { inputOf } from '../parts/channel/compute.ts';
import { parts } from '../parts/index.ts';
import { runNeuron } from '../parts/neuron/compute.ts';
import { copies } from '../parts/opening/draw.ts';
import { amplitudesOf } from '../parts/question/compute.ts';
import { conventionsSet, spikesBy } from '../parts/simulator/toggles.ts';
import { swingInputOf } from '../parts/swing/compute.ts';
import { tuneNeuron } from '../parts/tuning/compute.ts';
import { transmitAll } from '../worker/jobs/channel.ts';
import { curve, type Kind } from '../worker/jobs/curve.ts';
import { swing, type Watched } from '../worker/jobs/swing.ts';
import { trace } from '../worker/jobs/trace.ts';
import { train } from '../worker/jobs/train.ts';
import { browserNames, pathOf, uncover, useBrowser } from './browser.ts';
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

/** What the snippets of a part print for settings, by language. */
async function printed(name: string, change: Values): Promise<ReadonlyMap<string, Rows>> {
  const all = new Map<string, Rows>();
  for (const snippet of await codeOf(name, change)) {
    const text = await run(snippet);
    const rows = text.split('\n').map((line) => line.match(/-?\d+(\.\d+)?(e[-+]\d+)?/g)?.map(Number) ?? []);
    all.set(snippet.language.replace(/,.*/, ''), rows);
  }
  return all;
}

async function run({ language, text }: Snippet): Promise<string> {
  const limits = { cwd: root, maxBuffer: 2 ** 26 };
  if (/^(Nengo|Python)/.test(language)) return (await execute(await python, ['-c', text], limits)).stdout.trim();
  if (language.startsWith('TypeScript'))
    return (await execute('node', ['--input-type=module', '-e', text], limits)).stdout.trim();
  return runCommands(text);
}

/** Runs commands in an empty folder that has the fixtures. */
async function runCommands(text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lifspec-code-'));
  symlinkSync(`${root}fixtures`, `${folder}/fixtures`);
  let out = '';
  for (const command of text.split('\n')) {
    const [npx, lifspec, ...args] = command.split(' ');
    expect([npx, lifspec]).toEqual(['npx', 'lifspec']);
    const asJson = args[0] === 'train' ? [] : ['--format', 'json'];
    out = (await execute('node', [`${root}dist/src/cli/main.js`, ...args, ...asJson], { cwd: folder })).stdout;
  }
  return out;
}

/** Requires numbers equal up to rounding. */
function expectNear(got: Rows | undefined, expected: Rows, digits = 9): void {
  expect(got?.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  for (const [index, row] of expected.entries())
    for (const [column, value] of row.entries()) expect(got?.[index]?.[column]).toBeCloseTo(value, digits);
}

describe('the code of a figure computes its numbers:', () => {
  it.each([{}, { input: 1.35, swing: 2.1, rate: 180, intercept: -0.3, amplitude: 0.03, floor: 'none' }])(
    'neuron %j',
    async (change) => {
      const values = { input: 1, swing: 0, rate: 100, intercept: 0, amplitude: 0.01, floor: 'zero', ...change };
      const { voltages, spikes, height } = runNeuron(values);
      const expected = voltages.map((voltage, step) => [step, voltage, spikes.includes(step) ? height : 0]);
      const all = await printed('neuron', change);
      expectNear(all.get('Nengo'), expected);
      expectNear(all.get('TypeScript'), expected, 14);
    },
  );

  it('tuning', async () => {
    const values = { rate: 250, intercept: -0.4, input: 2.2 };
    const { formula, counted, atInput } = tuneNeuron(values);
    const rateAt = (x: number) => formula.find(([other]) => Math.abs(other - x) < 1e-9)?.[1] ?? Number.NaN;
    const expected = [...counted.map(([x]) => [x, rateAt(x)]), [2.2, atInput.rateHz]];
    const all = await printed('tuning', values);
    expectNear(all.get('Nengo'), expected, 6);
    expectNear(all.get('TypeScript'), expected, 9);
  });

  it.each(['stay', 'solved', 'divided'])('channel, weights %s', async (weights) => {
    const change = { which: 'both', factor: 2, weights, seed: 3, input: 1 };
    const { now } = transmitAll(inputOf(change));
    const all = await printed('channel', change);
    expectNear(
      all.get('TypeScript'),
      now.map((output) => [output]),
      14,
    );
    // other neurons: nearly the same channel
    const off = all.get('Nengo')?.map(([output = Number.NaN], index) => Math.abs(output - (now[index] ?? 0)));
    expect(off).toHaveLength(81);
    expect(Math.max(...(off ?? []))).toBeLessThan(weights === 'stay' ? 0.5 : 0.2);
  });

  it('opening: three answers', async () => {
    const all = await printed('opening', {});
    for (const language of ['Nengo', 'TypeScript'])
      expect(all.get(language)?.map(([answer]) => answer)).toEqual([0, 2, 0]);
    expect(copies.points).toHaveLength(3);
  });

  it.each([
    { digit: 2, amplitude: 0.5, floor: 'zero' },
    { digit: 28, amplitude: 0.1, floor: 'none' },
  ] as const)('network %j', async (point) => {
    const { predicted, spikeCounts } = await trace({ image: point.digit, ...point }, nodeContext);
    const all = await printed('network', point);
    expect(all.get('TypeScript')).toEqual([[predicted, ...spikeCounts]]);
    const [answer, ...counts] = all.get('Nengo')?.[0] ?? [];
    expect(answer).toBe(predicted);
    // NumPy rounds differently, which moves a few spikes
    for (const [layer, count] of spikeCounts.entries()) expect((counts[layer] ?? 0) / count).toBeCloseTo(1, 2);
  });

  it.each([0, 5])('swing, synapse %i ms', async (synapse) => {
    const values = { synapse, amplitude: 0.5, layer: '2', neuron: 1013, digit: 28 };
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

  it('question', async () => {
    const kinds: Kind[] = ['with', 'without'];
    const amplitudes = amplitudesOf('coarse');
    const input = { network: 'tutorial', digits: 'test', images: 50, amplitudes, kinds, seed: 1 } as const;
    const points = await curve(input, nodeContext);
    const [snippet] = await codeOf('question', { images: 50, seeds: 2, show: 'both' });
    const { rows } = JSON.parse(await run(snippet as Snippet)) as {
      rows: { seed: number; amplitude: number; minVoltage: number | null; spikingAccuracy: number }[];
    };
    for (const { kind, amplitude, correct } of points) {
      const floor = kind === 'with' ? 0 : null;
      const row = rows.find((one) => one.seed === 1 && one.amplitude === amplitude && one.minVoltage === floor);
      expect([kind, amplitude, row?.spikingAccuracy]).toEqual([kind, amplitude, correct / 50]);
    }
  });

  it.each(['plain', 'rescaled'])('training, %s', async (recipe) => {
    const change = { amplitude: 0.3, recipe, epochs: 1, images: 500, seed: 1 };
    const input = { ...change, rescaled: recipe === 'rescaled', testImages: 300 };
    const points = await train(input, nodeContext);
    const [snippet] = await codeOf('training', change);
    const { spikingAccuracy } = JSON.parse(await run(snippet as Snippet));
    expect(spikingAccuracy).toBe(points.at(-1)?.with);
  });
});

/** Rows with a current far from the expected one. */
function countFar(got: Rows, expected: Rows): number {
  return expected.filter((row, index) => Math.abs((got[index]?.[1] ?? 0) - (row[1] ?? 0)) > 1).length;
}

for (const browser of browserNames) {
  describe.skipIf(pathOf(browser) === undefined)(`in ${browser}, the code`, () => {
    const tab = useBrowser(browser);

    it('of every figure is shown on request, with the present settings', async () => {
      const reader = await tab.open('#v=1&neuron.amplitude=0.03');
      for (const { name } of parts) {
        expect(await reader.count(`#${name} .program pre`)).toBe(0);
        await uncover(reader, name);
        await reader.click(`#${name} .program summary`);
        await expect.poll(() => reader.count(`#${name} .program pre .copy`)).toBeGreaterThan(0);
      }
      const shown = () => reader.text('#neuron .program pre code');
      expect(await shown()).toContain('nengo.LIF(amplitude=0.03, min_voltage=0)');
      await uncover(reader, 'neuron');
      await reader.click('#neuron button[data-set="neuron.amplitude=0.05"]');
      await expect.poll(shown).toContain('amplitude=0.05');
      await reader.close();
    });
  });
}
