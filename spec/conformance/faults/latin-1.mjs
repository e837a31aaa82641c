import { adapter } from './adapter.mjs';

const implementation = { name: 'Müller', version: '1' };
await adapter({
  start: (answer) => process.stdout.write(`${JSON.stringify({ ...answer, implementation })}\n`, 'latin1'),
});
