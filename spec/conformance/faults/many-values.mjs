// 15 MB that would become 600
import { adapter } from './adapter.mjs';

await adapter({
  run: ({ id }) => process.stdout.write(`{"id":${id},"output":{"spikes":[${'[],'.repeat(5_000_000)}[]]}}\n`),
});
