import { adapter, say } from './adapter.mjs';

await adapter({
  run: (answer) => {
    console.error('DeprecationWarning: \u001b[2Jnumpy.int is deprecated');
    say(answer);
  },
});
