// Sends the program that imports it a signal at a moment that does not depend on the speed of the machine.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { SPEC_SIGNAL, SPEC_CHANGES, SPEC_REQUESTS } = process.env;
const send = () => process.kill(process.pid, SPEC_SIGNAL);

/** Before one of its changes of files. */
let changes = 0;
for (const name of ['writeFileSync', 'fsyncSync', 'renameSync']) {
  const change = fs[name];
  fs[name] = (...given) => {
    if (++changes === Number(SPEC_CHANGES)) send();
    return change(...given);
  };
}
syncBuiltinESMExports();

/** When its progress counts so many requests. Progress is shown at once, as on a terminal. */
const write = process.stderr.write.bind(process.stderr);
process.stderr.isTTY = true;
process.stderr.write = (text, ...more) => {
  if (Number(/(\d+) of \d+ requests/.exec(text)?.[1]) >= Number(SPEC_REQUESTS)) send();
  return write(text, ...more);
};
