import { adapter } from './adapter.mjs';

await adapter({ run: (answer) => process.stdout.write(JSON.stringify(answer).slice(0, 20), () => process.exit(0)) });
