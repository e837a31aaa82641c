/** A mutant of the engine: one change in a source file of src/engine/kernel. */
export interface KernelMutant {
  readonly name: string;
  readonly file: string;
  /** Strings that occur exactly once in the file, and their replacements. */
  readonly changes: readonly (readonly [text: string, replacement: string])[];
}

/**
 * The function that applies a mutant to source texts.
 *
 * @throws {Error} if a string does not occur exactly once, because the mutant is outdated
 */
export function changeOf({ name, file, changes }: KernelMutant): (text: string, path: string) => string {
  return (text, path) => {
    if (!path.endsWith(`/kernel/${file}`)) return text;
    return changes.reduce((changed, [before, replacement]) => {
      if (changed.split(before).length !== 2) throw new Error(`${name}: "${before}" must occur once in ${file}`);
      return changed.replace(before, replacement);
    }, text);
  };
}
