// has thought of something else that it offers
import { adapter, say } from './adapter.mjs';

let first;
await adapter({
  start: (answer) => {
    first = answer;
    say(answer);
  },
  run: (answer) => {
    say(answer);
    say({ ...first, capabilities: ['tuning'] });
  },
});
