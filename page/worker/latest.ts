/**
 * Asks again and again, one at a time: while an answer is awaited, only the latest question is kept. So a slider that is
 * dragged never makes a queue. Every answer is told with its question, also when another is waiting already: else nothing
 * would be seen as long as a slider moves.
 *
 * @returns to be called with a question
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
