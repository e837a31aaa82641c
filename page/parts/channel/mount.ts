import { detectFeatures } from '../../frame/browser-features.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import { drawingWidth } from '../../frame/figure.ts';
import type { Mount } from '../../frame/part.ts';
import { openWorker } from '../../worker/client.ts';
import type { ChannelInput, ChannelOutput } from '../../worker/jobs/channel.ts';
import { latestWins } from '../../worker/latest.ts';
import { describeChannel, factsOf, inputOf } from './compute.ts';
import { drawChannel } from './draw.ts';
import type { fields } from './fields.ts';

/** Runs the channel at every change, in a worker if there are workers. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => {
  let width = drawingWidth(figure.stage);
  let answer: { readonly output: ChannelOutput; readonly question: ChannelInput } | undefined;
  let wanted: ChannelInput | undefined;
  let spoken = false;
  const show = () => {
    if (answer === undefined) return;
    const { output, question } = answer;
    const { input } = state.values();
    figure.stage.innerHTML = drawChannel(output, input, width);
    figure.say(describeChannel(factsOf(output, input), question), spoken && question === wanted);
    const { inputs, before, now } = output;
    figure.tabulate(
      'Output of the channel over its input',
      ['input', 'original', 'now'],
      inputs.map((input, index) => [input, before[index] as number, now[index] as number]),
    );
  };
  const ask = latestWins(
    openTransmitter(),
    (output, question) => {
      answer = { output, question };
      show();
    },
    (error) => figure.say(`The channel could not be run: ${error.message}`, true),
  );
  state.watch((values, kind) => {
    spoken = kind !== 'drag';
    const question = inputOf(values);
    if (JSON.stringify(question) === JSON.stringify(wanted)) return show();
    wanted = question;
    ask(question);
  });
  figure.onWidth((now) => {
    width = now;
    show();
  });
};

function openTransmitter(): (input: ChannelInput) => Promise<ChannelOutput> {
  if (detectFeatures().workers) {
    const worker = openWorker();
    return (input) => worker.run<ChannelOutput>('channel', input).result;
  }
  return async (input) => (await import('../../worker/jobs/channel.ts')).transmitAll(input);
}
