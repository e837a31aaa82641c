import { adapter, say } from './adapter.mjs';

let last;
await adapter({
  run: (answer) => {
    if (last !== undefined) say(last);
    last = answer;
    say(answer);
  },
});
