import { adapter, say } from './adapter.mjs';

await adapter({ run: (answer) => say({ ...answer, id: String(answer.id) }) });
