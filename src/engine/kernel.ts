import type { PrecisionName } from '../base/precision.ts';
import { Refusal } from '../base/requirement.ts';
import { kernelBase64 } from './kernel.generated.ts';

/**
 * The functions of the compiled kernel, described in src/engine/kernel. Structs and arrays are given by their
 * addresses. In float64 it has only the functions for networks that spike.
 */
export interface Kernel {
  readonly markPixels: (firstLayer: number) => void;
  readonly markAffected: (layer: number) => void;
  readonly saveBlankRates: (layer: number) => void;
  readonly restoreBlankRates: (layer: number) => void;
  readonly saveBlankSpikes: (layer: number, neurons: number) => void;
  readonly restoreBlankSpikes: (layer: number, neurons: number) => void;
  readonly computeCurrents: (layer: number) => void;
  readonly computeRates: (layer: number, amplitude: number, tauRcSeconds: number, tauRefSeconds: number) => void;
  readonly readRates: (readout: number) => void;
  readonly fireOnCurrents: (layer: number, neurons: number) => void;
  readonly fireOnSpikes: (layer: number, neurons: number) => number;
  readonly readSpikes: (readout: number, neurons: number) => number;
  readonly backpropagateReadout: (readout: number) => void;
  readonly addBiasGradients: (layer: number) => void;
  readonly addWeightGradients: (layer: number) => void;
  readonly addTransposedWeightGradients: (layer: number) => void;
  readonly backpropagate: (layer: number) => void;
  readonly transpose: (from: number, to: number, matrices: number, rows: number, columns: number) => void;
  readonly log1pOfOne: (x: number) => number;
  readonly log1pInLane: (x: number, other: number, lane: number) => number;
}

/** A compiled kernel without memory: a `WebAssembly.Module`. */
export type KernelModule = object;

export interface KernelInstance {
  readonly kernel: Kernel;
  readonly memory: ArrayBuffer;
}

// declared here because the types of Node do not include WebAssembly; a runtime without a compiler lacks it
declare const WebAssembly: {
  validate(bytes: Uint8Array): boolean;
  compile(bytes: Uint8Array): Promise<KernelModule>;
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
  }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: KernelModule, imports: object) => { readonly exports: unknown };
};

const pageBytes = 65_536;

/**
 * Why this runtime cannot run the kernel, as the end of a sentence; undefined if it can.
 *
 * @param instances - how many run at once; each reserves some 10 GB of addresses, however little memory it uses
 */
export function whyNoKernel(instances = 1): string | undefined {
  if (typeof WebAssembly === 'undefined') return 'this runtime has no WebAssembly';
  if (!WebAssembly.validate(kernelBytes('float32'))) return 'the WebAssembly of this runtime has no SIMD';
  try {
    Array.from({ length: instances }, () => allocate(1));
    return undefined;
  } catch (error) {
    return (error as NoMemory).message;
  }
}

/** The memory of a kernel cannot be allocated, so the network is refused as too large. */
export class NoMemory extends Refusal {}

/** Compiles the kernel of a precision, or another kernel from its bytes. */
export function compile(kernel: PrecisionName | Uint8Array = 'float32'): Promise<KernelModule> {
  return WebAssembly.compile(typeof kernel === 'string' ? kernelBytes(kernel) : kernel);
}

/**
 * Instantiates a kernel with memory of its own.
 *
 * @throws {NoMemory} if the memory cannot be allocated
 */
export function instantiate(module: KernelModule, bytes: number): KernelInstance {
  const pages = Math.ceil(bytes / pageBytes);
  const memory = allocate(pages);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { kernel: exports as Kernel, memory: memory.buffer };
}

function allocate(pages: number): { readonly buffer: ArrayBuffer } {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    throw new NoMemory(`the engine cannot allocate ${(pages * pageBytes) / 2 ** 20} MB of memory (${error})`);
  }
}

function kernelBytes(precision: PrecisionName): Uint8Array {
  return Uint8Array.from(atob(kernelBase64[precision]), (character) => character.charCodeAt(0));
}
