// what it started keeps stdout open after it has crashed
import { spawn } from 'node:child_process';
import { adapter } from './adapter.mjs';

await adapter({
  run: () => {
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: ['ignore', 'inherit', 'inherit'] });
    process.exit(9);
  },
});
