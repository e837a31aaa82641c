import { closeSync } from 'node:fs';

process.stdin.once('data', () => {
  process.stdin.destroy();
  try {
    closeSync(0);
  } catch {}
  process.stdout.write(
    '{"id":0,"protocol":2,"implementation":{"name":"deaf","version":"1"},"capabilities":["neuron"],"precision":"float64"}\n',
  );
});
setInterval(() => {}, 1000);
