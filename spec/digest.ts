import { createHash } from 'node:crypto';
import digests from '../fixtures/digests.json' with { type: 'json' };

/** SHA-256 of numbers as consecutive little-endian binary64. */
export function digestOf(numbers: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  for (const [place, number] of numbers.entries()) bytes.setFloat64(8 * place, number, true);
  return createHash('sha256').update(new Uint8Array(bytes.buffer)).digest('hex');
}

/** The digest that is kept under an id. */
export function keptDigest(id: string): string | undefined {
  return digests.cases.find((vector) => vector.id === id)?.sha256;
}
