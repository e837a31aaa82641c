import { adapter, say } from './adapter.mjs';

await adapter({
  start: (answer) => say({ ...answer, capabilities: ['neuron', 'tuning'] }),
  run: (answer, { id, capability }) =>
    say(capability === 'neuron' ? answer : { id, error: { kind: 'unsupported', message: `no ${capability} here` } }),
});
