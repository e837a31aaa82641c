// frozen, as by Ctrl-Z
import { adapter } from './adapter.mjs';

await adapter({ run: () => process.kill(process.pid, 'SIGSTOP') });
