import { adapter, say } from './adapter.mjs';

const name = '<img src=x onerror=alert(1)>';
await adapter({
  start: (answer) => say({ ...answer, implementation: { name, version: '</script><script>alert(1)</script>' } }),
});
