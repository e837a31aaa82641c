import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src/base/input-error.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { SkippedCase } from '../../src/conformance/protocol/driver/fault.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

/** An amplitude and a floor at which the tutorial network is run. */
export interface DigitPoint {
  readonly amplitude: number;
  readonly minVoltage: number;
}

/** The tutorial's amplitude, and fifty times that with and without the floor. */
export const digitPoints: readonly DigitPoint[] = [
  { amplitude: 0.01, minVoltage: 0 },
  { amplitude: 0.5, minVoltage: 0 },
  { amplitude: 0.5, minVoltage: Number.NEGATIVE_INFINITY },
];

/** Test images whose class rounding could decide, or that NengoDL's network does not recognize without a floor. */
const undecided: readonly number[] = [
  2, 5, 7, 16, 18, 21, 28, 44, 45, 55, 57, 63, 73, 78, 97, 99, 104, 105, 107, 111, 113, 118,
];

/**
 * Indices of 100 test images whose class rounding does not decide: at amplitude 0.5, the best class is ahead by 40 or
 * more, and the read-outs of float32 and float64 differ by at most 5. With a floor of 0 and amplitude 0.5, NengoDL
 * misclassifies eight of them.
 */
export const decidedDigits: readonly number[] = Array.from({ length: 122 }, (_, digit) => digit).filter(
  (digit) => !undecided.includes(digit),
);

/** Loaded once, when first needed. */
let loaded:
  | { readonly network: ReturnType<typeof readNetwork>; readonly mnist: ReturnType<typeof loadMnist> }
  | undefined;

/** The network that NengoDL trained, with some digits at an operating point, for 30 steps. */
export function digitInput({ amplitude, minVoltage }: DigitPoint, digits: readonly number[]): NetworkInput {
  const { network, mnist } = load();
  const { architecture, layers, readout, initialVoltage } = network;
  const images = digits.map((digit) => mnist.images[digit] as Uint8Array);
  return {
    architecture,
    weights: { layers, readout },
    initialVoltage,
    amplitude,
    minVoltage,
    steps: 30,
    dtSeconds: 0.001,
    images,
  };
}

/** The classes of digits: those of NengoDL, which always has a floor of 0, and the labels without a floor. */
export function digitClasses({ amplitude, minVoltage }: DigitPoint, digits: readonly number[]): number[] {
  const classes = minVoltage === Number.NEGATIVE_INFINITY ? load().mnist.labels : classesOfNengoDl(amplitude);
  return digits.map((digit) => classes[digit] as number);
}

/** The classes that NengoDL predicts for the first test images: 10,000 at amplitude 0.01, 1,000 at others. */
export function classesOfNengoDl(amplitude: number): number[] {
  const points: readonly { amplitude: number; predicted: string }[] = JSON.parse(
    readFileSync(join(nengoDlDirectory(), 'classes.json'), 'utf8'),
  );
  return Array.from(points.find((point) => point.amplitude === amplitude)?.predicted ?? '', Number);
}

function load(): NonNullable<typeof loaded> {
  loaded ??= { network: readNetwork(nengoDlDirectory()), mnist: loadDigits() };
  return loaded;
}

/** The digits are in an optional package. Without it, cases about digits are skipped. */
function loadDigits(): ReturnType<typeof loadMnist> {
  try {
    return loadMnist('test');
  } catch (error) {
    if (error instanceof InputError) throw new SkippedCase(error.message, 'lifspec');
    throw error;
  }
}
