import { adapter, say } from './adapter.mjs';

const name = 'neuron\u001b[2J\u202e';
await adapter({ start: (answer) => say({ ...answer, implementation: { name, version: '1' } }) });
