// deaf to polite signals, too
import { adapter, hang } from './adapter.mjs';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
await adapter({ run: hang });
