// known by nothing but the stdout that it holds; it ends by itself
import { spawn } from 'node:child_process';
import { adapter } from './adapter.mjs';

const sleeper = [process.execPath, ['-e', 'setTimeout(() => {}, 5000)']];
const alone = { stdio: ['ignore', 'inherit', 'ignore'], detached: true, env: {} };
await adapter({ stop: () => spawn(...sleeper, alone).unref() });
