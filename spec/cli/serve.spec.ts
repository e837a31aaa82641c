import { spawn } from 'node:child_process';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { describeImplementation, serve as serveLines } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';
import { serve } from './command-line.ts';

/** The reference's answers to the lines of a text. */
async function answersTo(lines: string) {
  const output = new PassThrough();
  const description = describeImplementation(reference(), '1');
  const all = text(output);
  await serveLines(reference(), description, { input: Readable.from([Buffer.from(lines)]), output });
  output.end();
  return (await all)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const start = '{"id":0,"command":"start","protocol":2}';

describe('lifspec serve', () => {
  it('explains invalid lines and continues', async () => {
    const right = `a request is a JSON object on one line, such as ${start}`;
    const refusals: [line: string, id: number | null, message: unknown][] = [
      ['hello', null, `the line is not a JSON object; ${right}`],
      ['[]', null, `the line is not a JSON object; ${right}`],
      ["{'id':0}", null, `the line is not a JSON object: strings must be in "double quotes"; ${right}`],
      ['{"id":7}', 7, 'command: expected start, run or stop'],
      ['{"id":8,"command":"toString"}', 8, 'command: expected start, run or stop'],
      ['{"id":11,"command":"run","capability":"neuron"}', 11, 'input: expected record, but got nothing'],
      [
        '{"id":12,"command":"run","capability":"telepathy","input":{}}',
        ...([12, expect.stringMatching(/^capability: .*"neuron"\|"tuning".*, but got "telepathy"$/)] as const),
      ],
      [
        '{"id":13,"command":"run","capability":"neuron","input":{"dtSeconds":"0.001"}}',
        ...([13, 'input.dtSeconds: expected number, but got "0.001"'] as const),
      ],
      [`{"id":${'['.repeat(1000)}`, null, `the line is nested more than 64 levels deep; ${right}`],
    ];
    const answers = await answersTo(`${refusals.map(([line]) => line).join('\n')}\n${start}`);
    expect(answers.slice(0, -1).map(({ id, error }) => [id, error.message])).toEqual(
      refusals.map(([, ...answer]) => answer),
    );
    expect(answers.at(-1)).toMatchObject({ id: 0, protocol: versions.protocol, precision: 'float64' });
  });

  it.each([
    ['{"id":0,"command":"start","protocol":1}', 'speaks protocol 1'],
    ['{"id":0,"command":"start"}', 'does not say which protocol it speaks'],
  ])('refuses other versions of the protocol: %s', async (line, what) => {
    const { lifspec, protocol } = versions;
    const message = `the request ${what}, but lifspec ${lifspec} needs protocol ${protocol}; CHANGELOG.md says what to change`;
    const [answer, next] = await answersTo(`${line}\n${start}\n`);
    expect(answer).toEqual({ id: 0, error: { kind: 'wrong-protocol', message } });
    expect(next).toMatchObject({ id: 0, protocol });
  });

  it('refuses an overlong line, and a long list of invalid values, in bounded memory', async () => {
    const wrong = `{"id":1,"command":"run","capability":"synapse","input":{"dtSeconds":1,"tauSeconds":1,"signal":[${'"x",'.repeat(300_000)}0]}}`;
    const answers = await answersTo(`${'x'.repeat(64 * 2 ** 20 + 1)}\n${wrong}\n${start}\n`);
    expect(answers[0].error.message).toMatch(/^the line is longer than 67108864 bytes; /);
    expect(answers[1].error).toEqual({
      kind: 'invalid-input',
      message: 'input.signal[0]: expected number, but got "x"',
    });
    expect(answers[2]).toMatchObject({ id: 0 });
  });

  it('ends without a message when its reader is gone', async () => {
    const [program, ...words] = serve as [string, ...string[]];
    const child = spawn(program, words);
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => {}).write(`${start}\n`);
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
