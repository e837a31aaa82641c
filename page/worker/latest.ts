/**
 * Runs one question at a time and retains only the latest waiting one, so dragging a slider builds no queue.
 * Every answer is passed on, because a slider that keeps moving always has another question waiting.
 *
 * @returns a function to call with a question
 */
export function latestWins<Question, Result>(
  ask: (question: Question) => Promise<Result>,
  tell: (result: Result, question: Question) => void,
  fail: (error: Error) => void,
): (question: Question) => void {
  let waiting: Question | undefined;
  let busy = false;
  const go = async (question: Question): Promise<void> => {
    busy = true;
    try {
      tell(await ask(question), question);
    } catch (error) {
      fail(error as Error);
    }
    busy = false;
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) void go(next);
  };
  return (question) => {
    if (busy) waiting = question;
    else void go(question);
  };
}
