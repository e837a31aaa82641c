import { adapter } from './adapter.mjs';

const lines = Buffer.alloc(65536, '\n');
const write = () => process.stdout.write(lines, write);
await adapter({ run: write });
