import { adapter, say } from './adapter.mjs';

await adapter({
  run: ({ id }) => say({ id, error: { kind: 'bad\u0007', message: 'line\r\u001b[1A\u001b[2Kgone\u2028' } }),
});
