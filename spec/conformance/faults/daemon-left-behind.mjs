// in a session of its own
import { spawn } from 'node:child_process';
import { adapter } from './adapter.mjs';

const sleeper = [process.execPath, ['-e', 'setInterval(() => {}, 1000)']];
await adapter({ stop: () => spawn(...sleeper, { stdio: 'ignore', detached: true }).unref() });
