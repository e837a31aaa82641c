import { createHash } from 'node:crypto';
import type { LabeledImages } from '../dataset/images-folder.ts';
import type { DescribedNetwork } from '../network/description.ts';

/** SHA-256 of a network: its architecture, kind of neurons, weights and initial voltages. */
export function digestNetwork({
  architecture,
  trainedAmplitude,
  neurons,
  layers,
  readout,
  initialVoltage,
}: DescribedNetwork): string {
  return digest([
    JSON.stringify({ architecture, trainedAmplitude, neurons }),
    ...layers.flatMap(({ kernel, kernelBias, neuronBias }) => [kernel, kernelBias, neuronBias]),
    readout.weight,
    readout.bias,
    ...initialVoltage,
  ]);
}

/** SHA-256 of images and labels. */
export function digestImages({ images, labels }: LabeledImages): string {
  return digest([...images, labels]);
}

/** Hashes the length of every piece, so that a value moved to the next piece changes the digest. */
function digest(pieces: readonly (string | NodeJS.TypedArray)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    const bytes =
      typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    hash.update(`${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
