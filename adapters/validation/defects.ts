import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/base/package-root.ts';
import { lineOfError } from '../../src/conformance/protocol/driver/fault.ts';

const execute = promisify(execFile);

/** The script that reproduces the defects of an importer without lifspec. */
export const defectsFile = (adapter: string): string => join('adapters', 'nir-defects', `${adapter}.py`);

/**
 * Runs the script that reproduces the defects of an importer, if there is one.
 *
 * @param adapter - its name
 * @param command - starts the adapter with the Python of its environment
 * @returns `reproduced`, or the line of the error
 */
export async function reproduceDefects(
  adapter: string,
  [python = '']: readonly string[],
): Promise<{ readonly defects?: string }> {
  const script = join(packageRoot(), defectsFile(adapter));
  if (!existsSync(script)) return {};
  try {
    await execute(python, [script]);
    return { defects: 'reproduced' };
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return { defects: `no longer reproduced by ${defectsFile(adapter)}: ${lineOfError(stderr) ?? message}` };
  }
}
