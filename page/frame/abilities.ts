/** What this browser can do. Parts that need more than it can say so, and show kept results. */
export interface Abilities {
  readonly workers: boolean;
  readonly simd: boolean;
}

/** The smallest module with an instruction of WebAssembly SIMD: (func (result v128) i32.const 0 i8x16.splat). */
const simdModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/** Finds out. */
export function findAbilities(): Abilities {
  return { workers: typeof Worker === 'function', simd: hasSimd() };
}

function hasSimd(): boolean {
  try {
    return WebAssembly.validate(simdModule);
  } catch {
    return false;
  }
}

/** What is missing, in words; undefined if nothing is. */
export function whatIsMissing({ workers, simd }: Abilities): string | undefined {
  const missing = [...(workers ? [] : ['web workers']), ...(simd ? [] : ['WebAssembly SIMD'])];
  return missing.length === 0 ? undefined : missing.join(' and ');
}
