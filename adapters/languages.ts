/** A language in which adapters are written, besides Python. */
export interface Language {
  readonly name: string;
  /** The compiler, whose command is in the head of an adapter, or the interpreter. */
  readonly program: string;
  readonly isCompiled: boolean;
  /** Prints its version; by default `--version`. */
  readonly versionArgument?: string;
  /** The package of Debian that contains the program. */
  readonly package: string;
}

/** Languages by the extension of their files. */
export const languages: Readonly<Record<string, Language>> = {
  '.c': { name: 'C', program: 'cc', isCompiled: true, package: 'gcc' },
  '.rs': { name: 'Rust', program: 'rustc', isCompiled: true, package: 'rustc' },
  '.pl': { name: 'Perl', program: 'perl', isCompiled: false, package: 'perl' },
};

/** The compiler or interpreter of an adapter is not installed. */
export class MissingLanguage extends Error {
  constructor({ program, package: debian, name }: Language) {
    super(`there is no ${program}, which ${name} needs; Debian has it in the package ${debian}`);
  }
}
