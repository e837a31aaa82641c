import { adapter } from './adapter.mjs';

await adapter({ run: () => process.kill(process.pid, 'SIGSEGV') });
