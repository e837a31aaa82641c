import { closeSync } from 'node:fs';
import { adapter, hang } from './adapter.mjs';

await adapter({
  run: () => {
    closeSync(1);
    return hang();
  },
});
