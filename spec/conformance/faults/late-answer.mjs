// answers when its time is over: lifspec then sends a space, to see whether anybody reads
import { once } from 'node:events';
import { adapter, say } from './adapter.mjs';

await adapter({
  run: async (answer) => {
    await once(process.stdin, 'data');
    say(answer);
  },
});
