import { adapter, answerTo, say } from './adapter.mjs';

await adapter({
  run: (_, request) => say(answerTo({ ...request, input: { ...request.input, state: undefined } })),
});
