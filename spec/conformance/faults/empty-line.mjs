import { adapter, say } from './adapter.mjs';

await adapter({
  run: (answer) => {
    say(answer);
    process.stdout.write('\n');
  },
});
