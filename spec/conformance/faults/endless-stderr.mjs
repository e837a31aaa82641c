// complains before it says who it is, and then never stops to complain
import { writeSync } from 'node:fs';
import { adapter } from './adapter.mjs';

writeSync(2, 'that is the question: to be or not to be\n');
const complaint = Buffer.alloc(65536, 'to be or not to be ');
const complain = () => process.stderr.write(complaint, complain);
await adapter({ run: complain });
