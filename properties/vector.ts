import type { Implementation, NeuronInput, NeuronOutput } from '../src/conformance/implementation.ts';
import type { PrecisionName } from '../src/precision.ts';
import { raster, SpikeTrain } from './refutation.ts';

/** A case as plain data: an input, what comes of it, and why. Written to fixtures/ for programs in any language. */
export interface NeuronVector {
  /** Never reused, never renamed. `neuron/lif/what-it-shows`, the path of its file. */
  readonly id: string;
  /** The claim (`C3`) or the clause of the neuron's definition (`threshold`) that it is about. */
  readonly claim?: string;
  readonly clause?: string;
  /** What it shows, a sentence. */
  readonly title: string;
  readonly capability: 'neuron';
  /** The rules that give the expected output. */
  readonly conventions: Readonly<Record<string, string | number>>;
  readonly origin: Readonly<{ kind: 'analytic' | 'reference'; name: string; version: string; script: string }>;
  readonly units: string;
  readonly input: NeuronInput;
  /** What comes out; or that the input is refused. */
  readonly expected: Pick<NeuronOutput, 'spikes' | 'spikeHeight' | 'voltage'> | { readonly refused: 'invalid-input' };
  /** How far an answer in a precision may be off, absolute; null where the input is refused. */
  readonly tolerance: VectorTolerance | null;
  /** The smallest |v − 1| before a decision; 0 where every form of the step reaches exactly 1; null without steps. */
  readonly margin: number | null;
  /** Names of the wrong implementations that give another answer. */
  readonly kills: readonly string[];
}

/** How far an answer may be off. Spikes have no tolerance: the margin is larger than any rounding, or exactly 0. */
export interface VectorTolerance extends Readonly<Record<PrecisionName, AbsoluteTolerance>> {
  readonly derivation: string;
}

/** Largest difference that is allowed. */
export interface AbsoluteTolerance {
  readonly voltage: number;
  readonly spikeHeight: number;
}

/** Where an implementation departs from a vector, in words; undefined if it does not. */
export async function departure(vector: NeuronVector, implementation: Implementation): Promise<string | undefined> {
  const { input, expected, tolerance } = vector;
  let got: NeuronOutput | undefined;
  try {
    got = await implementation.neuron?.(input);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'refused' in expected ? undefined : `refuses: ${error.message}`;
  }
  if (got === undefined) return 'does not offer neurons';
  if ('refused' in expected) return 'answers where it should refuse';
  return (
    otherSpikes(expected, got, input.current.length) ??
    otherNumbers(expected, got, tolerance?.[implementation.precision] ?? { voltage: 0, spikeHeight: 0 })
  );
}

function otherSpikes({ spikes }: NeuronOutput, got: NeuronOutput, steps: number): string | undefined {
  const neuron = spikes.findIndex((train, index) => JSON.stringify(train) !== JSON.stringify(got.spikes[index]));
  if (neuron === -1) return undefined;
  const [expected, came] = [spikes, got.spikes].map((trains) => raster(new SpikeTrain(trains[neuron] ?? [], steps)));
  return `spikes of neuron ${neuron}:\n  expected ${expected}\n  got      ${came}`;
}

function otherNumbers(expected: NeuronOutput, got: NeuronOutput, tolerance: AbsoluteTolerance): string | undefined {
  if (!(Math.abs(got.spikeHeight - expected.spikeHeight) <= tolerance.spikeHeight)) {
    return `spike height: expected ${expected.spikeHeight}, got ${got.spikeHeight}`;
  }
  for (const [step, voltages] of (got.voltage && expected.voltage?.entries()) || []) {
    for (const [neuron, voltage] of voltages.entries()) {
      const came = got.voltage?.[step]?.[neuron] ?? Number.NaN;
      if (!(Math.abs(came - voltage) <= tolerance.voltage)) {
        return `voltage of neuron ${neuron} after step ${step}: expected ${voltage}, got ${came}`;
      }
    }
  }
  return undefined;
}
