/** A wrong kernel: the text of a source file of src/engine/kernel with one thing changed. */
export interface KernelMutant {
  readonly name: string;
  readonly file: string;
  /** Texts that occur once in the file, and what stands in their place. */
  readonly changes: readonly (readonly [text: string, instead: string])[];
}

/**
 * The mutant as a change of source text.
 *
 * @throws {Error} if a text to be changed does not occur exactly once: the mutant is then out of date
 */
export function changeOf({ name, file, changes }: KernelMutant): (text: string, path: string) => string {
  return (text, path) => {
    if (!path.endsWith(`/kernel/${file}`)) return text;
    return changes.reduce((changed, [before, instead]) => {
      if (changed.split(before).length !== 2) throw new Error(`${name}: "${before}" must occur once in ${file}`);
      return changed.replace(before, instead);
    }, text);
  };
}
