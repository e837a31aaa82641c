/**
 * Compiles the kernel.
 *
 * @param change - what to make of the text of a source file of src/engine/kernel before it is compiled
 * @throws {Error} with what the compiler says, if it says anything
 */
export function compileKernel(change?: (text: string, file: string) => string): Promise<Uint8Array>;
