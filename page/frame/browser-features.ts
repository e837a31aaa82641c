/** Browser features that some parts need. Without them, these parts show saved results. */
export interface BrowserFeatures {
  readonly workers: boolean;
  readonly simd: boolean;
}

/** The smallest module with a SIMD instruction: (func (result v128) i32.const 0 i8x16.splat). */
const simdModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/** Detects the features. */
export function detectFeatures(): BrowserFeatures {
  return { workers: typeof Worker === 'function', simd: hasSimd() };
}

function hasSimd(): boolean {
  try {
    return WebAssembly.validate(simdModule);
  } catch {
    return false;
  }
}

/** Names the missing features; undefined if there are none. */
export function nameMissing({ workers, simd }: BrowserFeatures): string | undefined {
  const missing = [...(workers ? [] : ['web workers']), ...(simd ? [] : ['WebAssembly SIMD'])];
  return missing.length === 0 ? undefined : missing.join(' and ');
}
