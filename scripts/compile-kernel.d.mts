/** How to compile the kernel. */
export interface CompileSettings {
  /** Changes the text of each source file of src/engine/kernel before it is compiled. */
  readonly change?: (text: string, file: string) => string;
  /** `-O0` compiles in half the time to a slower kernel that gives the same bits. */
  readonly optimization?: '-O0' | '-O3';
  /** Precision of its numbers; float32 by default. In float64 it runs only networks that spike. */
  readonly precision?: 'float32' | 'float64';
}

/**
 * Compiles the kernel.
 *
 * @throws {Error} with the messages of the compiler, if there are any
 */
export function compileKernel(settings?: CompileSettings): Promise<Uint8Array>;
