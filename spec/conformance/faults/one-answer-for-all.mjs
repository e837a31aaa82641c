// answers with what it was asked first
import { adapter, say } from './adapter.mjs';

let first;
await adapter({
  run: (answer) => {
    first ??= answer;
    say({ ...first, id: answer.id });
  },
});
