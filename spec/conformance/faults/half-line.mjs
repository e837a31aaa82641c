// half of the first answer is written with the start, so that it is there in time on any machine
import { adapter, hang } from './adapter.mjs';

await adapter({
  start: (answer) => process.stdout.write(`${JSON.stringify(answer)}\n{"id":1,"output":{"spi`),
  run: hang,
});
