import { adapter, say } from './adapter.mjs';

console.log('Loading \u001b[31mTensorFlow\u001b[0m ...');
await adapter({ start: say });
