// as a number it is infinite
import { adapter } from './adapter.mjs';

await adapter({
  run: (answer) =>
    process.stdout.write(`${JSON.stringify(answer).replace('"spikeHeight":1000', '"spikeHeight":1e999')}\n`),
});
