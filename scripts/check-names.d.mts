/** A name that more than one file declares and exports. */
export interface DuplicateName {
  readonly name: string;
  readonly paths: readonly string[];
}

/** Names that files matching a path may all declare, and why. */
export interface Exception {
  readonly names: readonly string[];
  readonly in: RegExp;
  readonly reason: string;
}

/** Names that more than one file declares and exports. A re-export does not count, unless it renames. */
export function duplicateNames(
  files: Readonly<Record<string, string>>,
  allowed?: readonly Exception[],
): DuplicateName[];
