/** A language other than Python in which adapters are written. */
export interface Language {
  readonly name: string;
  /** The compiler, whose command is in the head of an adapter, or the interpreter. */
  readonly program: string;
  readonly isCompiled: boolean;
  /** Prints its version; by default `--version`. */
  readonly versionArgument?: string;
  /** The Debian package that contains the program. */
  readonly package: string;
}

/** Languages by the extension of their files. */
export const languages: Readonly<Record<string, Language>> = {
  '.c': { name: 'C', program: 'cc', isCompiled: true, package: 'gcc' },
  '.rs': { name: 'Rust', program: 'rustc', isCompiled: true, package: 'rustc' },
  '.go': { name: 'Go', program: 'go', isCompiled: true, versionArgument: 'version', package: 'golang-go' },
  '.java': { name: 'Java', program: 'java', isCompiled: false, package: 'default-jdk-headless' },
  '.js': { name: 'JavaScript', program: 'node', isCompiled: false, package: 'nodejs' },
  '.lua': { name: 'Lua', program: 'lua5.4', isCompiled: false, versionArgument: '-v', package: 'lua5.4' },
  '.R': { name: 'R', program: 'Rscript', isCompiled: false, package: 'r-base-core' },
  '.pl': { name: 'Perl', program: 'perl', isCompiled: false, package: 'perl' },
};

/** The compiler or interpreter of an adapter is not installed. */
export class MissingLanguage extends Error {}

/** Says which package contains a missing compiler or interpreter. */
export function missing({ program, package: debian, name }: Language): MissingLanguage {
  return new MissingLanguage(`there is no ${program}, which ${name} needs; Debian has it in the package ${debian}`);
}
