// as Windows writes them: sound
import { adapter } from './adapter.mjs';

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\r\n`);
await adapter({ start: say, run: say });
