import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/base/package-root.ts';

/** Where the scripts are that show defects without lifspec. */
export const foundFolder: string = join(packageRoot(), 'adapters', 'found');

/** A defect of a released simulator, as the script that shows it describes it. */
export interface Found {
  /** The name of the script, without its extension. */
  readonly name: string;
  /** The first line: `BindsNET 0.3.4: refractory periods last a step too long at steps of 0.1 ms.` */
  readonly title: string;
  readonly expected: string;
  readonly actual: string;
  /** The number of a clause. */
  readonly clause: string;
  /** The address of an issue in the repository of the simulator, or `none found`. */
  readonly upstream: string;
  /** What its maintainers need to know. */
  readonly report: string;
  /** The lines after the description. */
  readonly code: readonly string[];
}

/** The fields of a description, in order. */
const fields = ['expected', 'actual', 'clause', 'upstream', 'report'] as const;

const form = new RegExp(`^"""(?<title>.*)\\n\\n${fields.map((name) => fieldOf(name)).join('\\n')}\\n"""\\n`, 'ms');

function fieldOf(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}: (?<${name}>.*?)`;
}

/**
 * Reads a script of adapters/found.
 *
 * @throws {RangeError} if its description has another form
 */
export function readFound(name: string): Found {
  const script = readFileSync(join(foundFolder, `${name}.py`), 'utf8');
  const found = form.exec(script);
  if (found === null)
    throw new RangeError(
      `${name}.py: the description must be a title, an empty line and the fields ${fields.join(', ')}`,
    );
  const [title, ...values] = ['title', ...fields].map((field) => found.groups?.[field]?.replaceAll('\n', ' ') ?? '');
  return {
    name,
    title: title as string,
    ...(Object.fromEntries(fields.map((field, index) => [field, values[index]])) as Record<
      (typeof fields)[number],
      string
    >),
    code: script
      .slice(found.index + found[0].length)
      .trim()
      .split('\n'),
  };
}
