import { adapter, hang } from './adapter.mjs';

await adapter({ stop: hang });
