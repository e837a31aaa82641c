import { adapter, say } from './adapter.mjs';

await adapter({
  run: (answer) => {
    console.log('step 1 of 100');
    say(answer);
  },
});
