import { createHash } from 'node:crypto';
import digests from '../fixtures/digests.json' with { type: 'json' };

/** SHA-256 of numbers as consecutive little-endian binary64. */
export function digestOf(numbers: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  for (const [index, number] of numbers.entries()) bytes.setFloat64(8 * index, number, true);
  return createHash('sha256').update(new Uint8Array(bytes.buffer)).digest('hex');
}

/** A recorded digest, by id. */
export function recordedDigest(id: string): string | undefined {
  return digests.cases.find((vector) => vector.id === id)?.sha256;
}
