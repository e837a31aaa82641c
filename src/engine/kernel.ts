import { kernelBase64 } from './kernel.generated.ts';

/** What the compiled kernel offers; addresses and counts are whole numbers. See src/engine/kernel/. */
export interface Kernel {
  readonly listValues: (
    neurons: number,
    input: number,
    rows: number,
    columns: number,
    channels: number,
    stride: number,
    placeBytes: number,
  ) => number;
  readonly listSpikes: (
    neurons: number,
    spikes: number,
    rows: number,
    columns: number,
    channels: number,
    words: number,
    placeBytes: number,
  ) => number;
  readonly touchImage: (input: number, positions: number, channels: number, touched: number) => void;
  readonly touchLayer: (layer: number) => void;
  readonly convolve: (layer: number, neurons: number) => void;
  readonly fireConstantly: (layer: number, neurons: number) => void;
  readonly fireOnSpikes: (layer: number, neurons: number) => void;
  readonly sendRates: (layer: number, amplitude: number, tauRcSeconds: number, tauRefSeconds: number) => void;
  readonly readSpikes: ReadOut;
  readonly readValues: ReadOut;
  readonly log1p: (x: number) => number;
  readonly log1pInLane: (x: number, other: number, lane: number) => number;

  // training; see src/engine/kernel/training/
  readonly touchPlaces: OnAddresses;
  readonly restoreBlank: OnAddresses;
  readonly listPairs: OnAddresses;
  readonly addInputs: OnAddresses;
  readonly sendRatesAndSlopes: OnAddresses;
  readonly addOutputs: OnAddresses;
  readonly errorsFromReadout: OnAddresses;
  readonly addTo: OnAddresses;
  readonly addKernelErrors: OnAddresses;
  readonly addTurnedKernelErrors: OnAddresses;
  readonly errorsOfInputs: OnAddresses;
  readonly multiplyBy: OnAddresses;
  readonly turn: OnAddresses;
}

type OnAddresses = (...addressesAndSizes: readonly number[]) => void;

type ReadOut = (
  neurons: number,
  inputPositions: number,
  weights: number,
  bias: number,
  classBytes: number,
  readout: number,
) => void;

/** A compiled kernel, to be given memory. */
export type KernelModule = object;

/** A kernel and its memory. */
export interface KernelInstance {
  /** Its functions. */
  readonly kernel: Kernel;
  /** All that they read and write. */
  readonly memory: ArrayBuffer;
}

/** The part of WebAssembly that is used. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<KernelModule>;
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
  }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: KernelModule, imports: object) => { readonly exports: unknown };
};

const pageBytes = 65_536;

/** Compiles the kernel, or another one in its place. */
export function compile(bytes: Uint8Array = kernelBytes()): Promise<KernelModule> {
  return WebAssembly.compile(bytes);
}

/**
 * Gives a kernel memory of its own.
 *
 * @throws {RangeError} if there is none
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
    throw new RangeError(`the engine did not get ${(pages * pageBytes) / 2 ** 20} MB of memory (${error})`);
  }
}

function kernelBytes(): Uint8Array {
  return Uint8Array.from(atob(kernelBase64), (character) => character.charCodeAt(0));
}
