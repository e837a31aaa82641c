// does what it should; tests ask for skips and errors by the amplitude
import { adapter, say } from './adapter.mjs';

await adapter({
  run: (answer, { id, input }) => {
    if (input.amplitude === 13) say({ id, skipped: 'thirteen is not for me' });
    else if (input.amplitude === 14) say({ id, error: { kind: 'out-of-memory', message: 'too much' } });
    else say(answer);
  },
});
