import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs an action with a folder of trained networks: the given one, or a temporary one that is removed afterwards. */
export async function withNetworkFolder<Value>(
  directory: string | undefined,
  action: (folder: { readonly directory: string; readonly isTemporary: boolean }) => Promise<Value>,
): Promise<Value> {
  if (directory !== undefined) return action({ directory, isTemporary: false });
  const temporary = mkdtempSync(join(tmpdir(), 'lifspec-'));
  try {
    return await action({ directory: temporary, isTemporary: true });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
