import { type SpawnSyncReturns, spawnSync } from 'node:child_process';

/**
 * Runs a script with Bash. It gets no standard input, because Bash takes Node's pipe for a network connection and, unless a shell
 * started Node, reads `~/.bashrc`, which may put other programs first in `PATH`.
 */
export function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  return spawnSync('bash', ['-e', '-c', script], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
