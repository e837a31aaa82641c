/** What a single-file Python script says it needs. */
export interface ScriptBlock {
  /** Versions of Python that it runs on, such as `==3.11.*`. */
  readonly requiresPython: string;
  /** What pip has to install, such as `numpy==1.23.5`. */
  readonly dependencies: readonly string[];
}

const blockPattern = /^# \/\/\/ script$\s(?<content>(?:^#(?:| .*)$\s)+)^# \/\/\/$/gm;
const pythonPattern = /^requires-python\s*=\s*"(?<versions>[^"]*)"\s*$/m;
const dependenciesPattern = /^dependencies\s*=\s*\[(?<list>(?:\s*"[^"]*"\s*,?)*)\s*\]\s*$/m;

/**
 * Reads the block of comments in which a Python script names its Python and its dependencies.
 *
 * @throws {RangeError} if there is not exactly one block, or a field is missing
 * @example parseScriptBlock('# /// script\n# requires-python = ">=3.10"\n# dependencies = ["torch"]\n# ///\n')
 * // { requiresPython: '>=3.10', dependencies: ['torch'] }
 * @see PEP 723, "Inline script metadata"
 */
export function parseScriptBlock(script: string): ScriptBlock {
  const blocks = Array.from(script.replaceAll('\r\n', '\n').matchAll(blockPattern));
  if (blocks.length !== 1) throw new RangeError(`script must have one block "# /// script", but has ${blocks.length}`);
  const toml = (blocks[0]?.groups?.content ?? '').replaceAll(/^# ?/gm, '');
  const versions = pythonPattern.exec(toml)?.groups?.versions;
  const list = dependenciesPattern.exec(toml)?.groups?.list;
  if (versions === undefined) throw new RangeError('block must have requires-python = "…", but has none');
  if (list === undefined) throw new RangeError('block must have dependencies = ["…", …], but has none');
  return {
    requiresPython: versions,
    dependencies: Array.from(list.matchAll(/"([^"]*)"/g), ([, dependency]) => dependency as string),
  };
}

/**
 * Whether a version of Python is one that a script runs on. Knows `==3.11.*`, `>=3.10`, `<3.13` and lists of them.
 *
 * @param version - such as `3.11.7`
 * @throws {RangeError} if `required` says something else
 * @example admitsPython('>=3.10,<3.13', '3.11.7') // true
 */
export function admitsPython(required: string, version: string): boolean {
  return required.split(',').every((clause) => {
    const match = /^\s*(?<operator>==|>=|<)\s*(?<major>\d+)\.(?<minor>\d+)(?<any>\.\*)?\s*$/.exec(clause);
    const { operator, major, minor, any } = match?.groups ?? {};
    if (operator === undefined || (operator === '==') !== (any !== undefined))
      throw new RangeError(`requires-python must be ==X.Y.*, >=X.Y or <X.Y, but is "${clause}"`);
    const [foundMajor = 0, foundMinor = 0] = version.split('.').map(Number);
    const difference = foundMajor - Number(major) || foundMinor - Number(minor);
    return operator === '==' ? difference === 0 : operator === '>=' ? difference >= 0 : difference < 0;
  });
}
