import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { subtractingLif } from '../../src/models/subtracting-lif.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking, summarizeRun } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { writeNetwork } from '../../src/study/network/folder.ts';
import type { SweepOutput } from '../../src/study/results/saved-results.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import {
  contentOf,
  expectRefusal,
  expectSchema,
  lifspec,
  main,
  miniatureWeights,
  spawnLifspec,
  spawnNode,
} from './command-line.ts';

describe('lifspec sweep', () => {
  it('prints only JSON that matches its schema, with one row per amplitude', async () => {
    const line = `sweep --mode fixed --amplitudes 0.01,0.02,0.03,0.04,0.05 --images 2 --report json --network ${miniatureWeights()}`;
    const { stdout, stderr, status } = await lifspec(line);
    const output: SweepOutput = JSON.parse(stdout);
    expectSchema('sweep', output);
    expect(output.rows.map(({ amplitude }) => amplitude)).toEqual([0.01, 0.02, 0.03, 0.04, 0.05]);
    expect(output.rows.every(({ images, network }) => images === 2 && network === 'miniature')).toBe(true);
    expect([status, stderr]).toEqual([0, '']);
  });

  it('runs a network without its own synapses for --synapse 0, and saves the same settings as if it had none', async () => {
    const sweep = async (synapseSeconds: object, options = '') =>
      await lifspec(
        `sweep --amplitudes 0.01 --images 2 --report json --network ${miniatureWeights({ defaults: synapseSeconds })}${options}`,
      );
    const withSynapses = { synapseSeconds: 0.005 };
    const [none, own, removed] = [
      await sweep({}),
      await sweep(withSynapses),
      await sweep(withSynapses, ' --synapse 0'),
    ];
    expect(own.stdout).not.toBe(none.stdout);
    expect(removed.stdout).toBe(none.stdout);
  });

  it('draws the accuracies on a page', async () => {
    const page = join(temporaryFolder(), 'accuracy.html');
    await lifspec(`sweep --amplitudes 0.01,0.5 --images 2 --network ${miniatureWeights()} --report html=${page}`);
    expect(readFileSync(page, 'utf8')).toMatch(/<svg.*>rate network</s);
  });

  it('ends on a terminal with a plot, the answer and the path of the page; the rows come with text and into a pipe', () => {
    const page = join(temporaryFolder(), 'accuracy.html');
    const line = `sweep --images 1 --workers 1 --network ${miniatureWeights()}`;
    const onTerminal = (more: string) =>
      spawnNode(['--import', 'data:text/javascript,process.stdout.isTTY=true', main, ...`${line}${more}`.split(' ')]);
    const { stdout, stderr } = onTerminal(` --report html=${page}`);
    expect(stdout).toMatch(
      /^accuracy, %: \* spiking, floor 0 {3}o rate network\n(.*\n){15}\nIn this network, .*\n.*\n.*\n$/m,
    );
    expect(stderr).toContain(`lifspec: html is in ${page}\n`);
    const table = 'Accuracy and spikes at every amplitude';
    expect(
      [stdout, onTerminal(' --report text').stdout, spawnLifspec(line).stdout].map((one) => one.includes(table)),
    ).toEqual([false, true, true]);
  });
});

describe('a network whose refractory period is shorter than a step', () => {
  const fast = (neuron: Partial<typeof miniature.neuron>) =>
    miniatureWeights({ architecture: { ...miniature, neuron: { ...miniature.neuron, ...neuron } } });
  const warningOf = async (neuron: Partial<typeof miniature.neuron>, command = 'sweep') =>
    (await lifspec(`${command} --amplitudes 0.01 --images 1 --workers 1 --network ${fast(neuron)}`)).stderr;

  it('is run with a warning, by sweep and explain, if rates come near one spike per step', async () => {
    const warning =
      'lifspec: tau_ref (0.5 ms) is below the step (1 ms), which holds one spike: at the max rate of 800 Hz, neurons fire up to 28.6 % less than the rate model';
    expect(await warningOf({ tauRefSeconds: 0.0005, maxRateHz: 800 })).toContain(warning);
    expect(await warningOf({ tauRefSeconds: 0.0005, maxRateHz: 800 }, 'explain --quick')).toContain(warning);
  });

  it('is run without one at low rates', async () => {
    expect(await warningOf({ tauRefSeconds: 0.0005, maxRateHz: 50 })).not.toContain('tau_ref');
    expect(await warningOf({ tauRefSeconds: 0.001, maxRateHz: 900 })).not.toContain('tau_ref');
  });
});

describe('a network that resets by subtraction', () => {
  it('is swept as its network.json says', async () => {
    const weights = miniatureWeights({ neurons: 'reset-by-subtraction' });
    const line = `sweep --amplitudes 0.5 --images 2 --workers 1 --report json --network ${weights}`;
    const output: SweepOutput = JSON.parse((await lifspec(line)).stdout);
    expect(output.settings.neurons).toBe('reset-by-subtraction');
    const folded = foldForSpikes(build(miniature, 0), { ...tutorialPoint, amplitude: 0.5, neurons: subtractingLif });
    const images = loadMnist('test').images.slice(0, 2);
    const counts = images.map((image) => summarizeRun(runSpiking(folded, image)).spikeCounts[1] as number);
    const mean = counts.reduce((sum, count) => sum + count, 0) / (2 * 30 * 144);
    expect(output.rows[0]?.spikesPerNeuronStep[1]).toBe(mean);
  });
});

describe('lifspec sweep of a network whose read-outs overflow', () => {
  it('reports no accuracy', async () => {
    const [folder, network] = [temporaryFolder(), build(miniature, 0)];
    const weight = network.readout.weight.map((_, index) => (-1) ** index * 3e36);
    writeNetwork(folder, { ...network, readout: { ...network.readout, weight } });
    const message = 'at amplitude 0.01: read-out[0] must be a finite number, but is Infinity';
    await expectRefusal(`sweep --amplitudes 0.01 --images 5 --network ${folder}`, message);
  });
});

describeSlow('lifspec sweep', () => {
  it.each(['', ' --stream carry-over'])('writes the same bytes with any number of workers%s', async (stream) => {
    const line = `sweep --amplitudes 0.01,0.3 --min-voltage 0,none --images 120 --network ${miniatureWeights()}${stream}`;
    const run = async (how: string) => {
      const folder = join(temporaryFolder(), 'study');
      const { status, stdout } = await lifspec(`${line} ${how} --out ${folder}`);
      return { status, stdout, files: contentOf(folder) };
    };
    const first = await run('--workers 1');
    const names = ['journal.jsonl', 'results.json', 'study.json'];
    expect([first.status, Object.keys(first.files)]).toEqual([0, names]);
    expect(await run('--workers 5')).toEqual(first);
  });

  it.each<readonly [string, string, string]>([
    ['WebAssembly', '--jitless', 'this runtime has no WebAssembly'],
    // without SSE 4.1, V8 refuses SIMD instructions; other processors have no such option
    ...(process.arch === 'x64'
      ? [['its SIMD instructions', '--no-enable-sse4-1', 'the WebAssembly of this runtime has no SIMD'] as const]
      : []),
  ])('trains and writes the same bytes without %s, and says so', (_, option, reason) => {
    const line = 'sweep --network miniature --training 1,40 --amplitudes 0.01,0.5 --images 6 --report json';
    const usual = spawnLifspec(line);
    const { stdout, stderr } = spawnNode([option, main, ...line.split(' ')]);
    expect(stdout).toBe(usual.stdout);
    expect(stderr).toContain(`lifspec: the readable code trains, on one thread, because ${reason}\n`);
    expect(stderr).toContain(`lifspec: the readable code runs because ${reason}\n`);
  });
});
