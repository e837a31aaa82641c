// in a session of its own, and without the environment that it could be known by
import { spawn } from 'node:child_process';
import { adapter, say } from './adapter.mjs';

// the specification knows it by this
const { SPEC_RUN = '' } = process.env;
const sleeper = [process.execPath, ['-e', 'setInterval(() => {}, 1000)']];
await adapter({
  start: (answer) => {
    spawn(...sleeper, { stdio: 'ignore', detached: true, env: { SPEC_RUN } }).unref();
    say(answer);
  },
});
