#!/usr/bin/env node
import { styleText } from 'node:util';
import { runCommandLine } from './program.ts';

// a reader that has seen enough, such as head, closes the pipe
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const name = styleText('bold', 'lifspec:', { stream: process.stderr });
process.exitCode = await runCommandLine(process.argv.slice(2), (line) => process.stderr.write(`${name} ${line}\n`));
