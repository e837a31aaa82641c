import { expect, it } from 'vitest';
import { readAnswers } from '../../src/conformance/judge/recorded/answers.ts';
import { describeSlow } from '../slow.ts';
import { fake, lifspec, spawnNode } from './command-line.ts';

describeSlow('lifspec smoke', () => {
  it.each([
    ['--answer-limit', '0.2', 'hang-in-the-middle', 'no answer within 0.2 s'],
    ['--start-limit', '0.2', 'hang-at-start', 'no answer within 0.2 s'],
    ['--time-limit', '0.2', 'hang-at-start', 'took longer than 0.2 s in all'],
  ])('has the option %s, like lifspec check', async (option, value, name, message) => {
    const command = option === '--answer-limit' ? 'check' : 'smoke';
    const { status, stderr } = await lifspec(`${command} ${option} ${value} --`, ...fake(name));
    expect(status).toBe(3);
    expect(stderr).toContain(message);
  });

  it('warns of a program that needs 6 s to exit', async () => {
    const { status, stdout, stderr } = await lifspec('smoke --', ...fake('exits-late'));
    expect([status, stderr]).toEqual([0, 'lifspec: warning: the program took more than 5 s to exit after stop\n']);
    expect(stdout).toMatch(/^sound/);
  });
});

describeSlow('recorded answers', () => {
  it('are refused if there are more than a million', { timeout: 60_000 }, () => {
    const text = Array.from({ length: 1_000_001 }, (_, index) => `{"id":${index + 1}}`).join('\n');
    const message = 'a, line 1000001: is answer 1000001, too many';
    expect(() => readAnswers([{ name: 'a', text }])).toThrow(message);
  });
});

const faultOfGarbage = `
import { connect } from './dist/src/conformance/protocol/driver/connect.js';
const command = [process.execPath, 'spec/conformance/fakes.mjs', 'garbage'];
await connect(command, { graceSeconds: 1000 }).catch(({ kind }) => console.log(kind));`;

describeSlow('a program that is terminated because of a fault', () => {
  it('does not keep lifspec running', () => {
    const words = ['--input-type=module', '--eval', faultOfGarbage];
    expect(spawnNode(words)).toEqual({ status: 0, stdout: 'garbage\n', stderr: '' });
  });
});
