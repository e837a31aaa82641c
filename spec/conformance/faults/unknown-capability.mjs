import { adapter, say } from './adapter.mjs';

await adapter({ start: (answer) => say({ ...answer, capabilities: ['neuron', 'levitation'] }) });
