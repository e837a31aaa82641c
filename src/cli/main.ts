#!/usr/bin/env node
import { styleText } from 'node:util';
import { describeBug } from './bug.ts';
import { exitCodes } from './exit-code.ts';
import { runCommandLine } from './program.ts';

const name = styleText('bold', 'lifspec:', { stream: process.stderr });
const say = (line: string) => process.stderr.write(`${name} ${line}\n`);

/** Whether something that was to be on stdout is not. */
let isLost = false;
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // a reader that has seen enough, such as head, closes the pipe: what is done is done to its end, and the exit code says it
  if (code === 'EPIPE' || isLost) return;
  isLost = true;
  say(`the output cannot be written (${code})`);
  process.exitCode = 2;
});
process.stderr.on('error', () => {}); // nobody listens: the exit code is left
process.on('uncaughtException', (error) => {
  say(describeBug(error)); // at once: nobody waits for what it was thrown in
  process.exit(exitCodes.unjudged);
});

const exitCode = await runCommandLine(process.argv.slice(2), say);
process.exitCode = isLost ? 2 : exitCode;
