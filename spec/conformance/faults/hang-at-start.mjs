import { adapter, hang } from './adapter.mjs';

await adapter({ start: hang });
