// as Python prints a dictionary
import { adapter } from './adapter.mjs';

await adapter({ run: (answer) => process.stdout.write(`${JSON.stringify(answer).replaceAll('"', "'")}\n`) });
