import { expect, it } from 'vitest';
import { describeSlow } from '../slow.ts';
import { fake, lifspec, spawnNode } from './command-line.ts';

describeSlow('lifspec check', () => {
  it.each(['hang-in-the-middle', 'hang-at-start'])(
    'waits for each answer as long as --timeout says: %s',
    async (name) => {
      const { status, stderr } = await lifspec('check --timeout 1 --', ...fake(name));
      expect(status).toBe(3);
      expect(stderr).toContain('no answer within 1 s');
    },
  );

  it('warns of a program that needs 6 s to exit', async () => {
    const { status, stdout, stderr } = await lifspec('check --only neuron/lif/leak --', ...fake('exits-late'));
    expect([status, stderr]).toEqual([0, 'lifspec: warning: the program took more than 5 s to exit after stop\n']);
    expect(stdout).toMatch(/^conforms/);
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
