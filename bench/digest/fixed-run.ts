import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import { randomStream } from '../../src/base/random.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { type Architecture, miniature, sizeOf, tutorial } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import {
  foldForRates,
  foldForSpikes,
  type OperatingPoint,
  tutorialPoint,
} from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { runSpiking, type Stage } from '../../src/simulator/network/run.ts';

/** SHA-256 of all results of the fixed run. */
export interface Digests {
  /** Digest of the readable code in float64, which the engine does not support for rates. */
  readonly float64: string;
  /** From the readable code in float32: currents, voltages, spikes, read-outs and rates. */
  readonly readable: string;
  /** From the engine in float32: numbers of spikes, read-outs and rates. */
  readonly engine: string;
}

const stages: readonly Stage[] = ['current', 'voltage', 'spikes'];

/** A network whose refractory period does not end with a step. */
const odd: Architecture = { ...miniature, neuron: { ...miniature.neuron, tauRefSeconds: 0.0027 } };

/** Untrained networks, which fire nonetheless, at operating points that differ in all settings. */
const runs: readonly (readonly [Network, Partial<OperatingPoint>])[] = [
  [build(tutorial, 0), {}],
  [build(miniature, 1), { amplitude: 0.5, minVoltage: Number.NEGATIVE_INFINITY }],
  [build(odd, 2), { amplitude: 0.1, minVoltage: -0.5, dtSeconds: 0.0007, rescaling: 3 }],
];

/**
 * Runs networks with spikes and as rate networks, and computes digests of all results. They do not depend on the machine,
 * the operating system or the JavaScript engine.
 */
export async function digestFixedRun(): Promise<Digests> {
  const engine = await createEngine();
  return {
    float64: await digestBy(runReadably, 'float64'),
    readable: await digestBy(runReadably, 'float32'),
    engine: await digestBy((...run) => runWith(engine, ...run), 'float32'),
  };
}

/** Runs a network at an operating point on an image, and returns the results. */
type FixedRun = (network: Network, point: OperatingPoint, image: Uint8Array) => ArrayLike<number>[];

function digestBy(run: FixedRun, precision: PrecisionName): Promise<string> {
  const pieces = runs.flatMap(([network, change]) => {
    const point = { ...tutorialPoint, ...change, precision: precisions[precision] };
    return run(network, point, drawImage(network.architecture));
  });
  return digest(pieces as unknown as ArrayBufferView[]);
}

const runReadably: FixedRun = (network, point, image) => {
  const probes = network.layers.flatMap((_, index) => stages.map((stage) => ({ layer: `layer${index + 1}`, stage })));
  const spiking = runSpiking(foldForSpikes(network, point), image, probes);
  const rates = runRates(foldForRates(network, point), image);
  return [
    ...spiking.probed.flat(),
    ...spiking.readout,
    ...spiking.filtered,
    ...rates.currents,
    ...rates.outputs,
    rates.readout,
  ];
};

function runWith({ prepare }: Engine, ...[network, point, image]: Parameters<FixedRun>): ArrayLike<number>[] {
  const { filtered, spikeCounts } = prepare(foldForSpikes(network, point)).runSpiking(image);
  const rates = prepare(foldForRates(network, point)).traceRates(image);
  return [filtered, Uint32Array.from(spikeCounts), ...rates.outputs, rates.readout];
}

/** Half of the pixels are 0. */
function drawImage({ name, input }: Architecture): Uint8Array {
  const stream = randomStream(`digest/${name}`);
  return Uint8Array.from({ length: sizeOf(input) }, () => Math.max(0, Math.floor(511 * stream()) - 255));
}

async function digest(arrays: readonly ArrayBufferView[]): Promise<string> {
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let next = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), next);
    next += byteLength;
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// a page or a process of another Node version calls it by this name
Object.assign(globalThis, { digestFixedRun });
