#!/usr/bin/env node
import { styleText } from 'node:util';
import { describeBug, exitCodes } from './errors.ts';
import { runCommandLine } from './program.ts';

const name = styleText('bold', 'lifspec:', { stream: process.stderr });
const say = (line: string) => process.stderr.write(`${name} ${line}\n`);

/** Whether output to stdout was lost. */
let isLost = false;
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // A reader such as head closes the pipe when it has read enough. The command continues, because its exit code
  // matters.
  if (code === 'EPIPE' || isLost) return;
  isLost = true;
  say(`the output cannot be written (${code})`);
  process.exitCode = 2;
});
process.stderr.on('error', () => {}); // stderr has no reader, so only the exit code remains
process.on('uncaughtException', (error) => {
  say(describeBug(error)); // thrown in a callback that nothing awaits
  process.exit(exitCodes.unjudged);
});

const exitCode = await runCommandLine(process.argv.slice(2), say);
process.exitCode = isLost ? 2 : exitCode;
