import {
  type Answer,
  type Contender,
  contenders,
  type PeerName,
  type Request,
  type StartRequest,
} from './contender.ts';
import type { Conversation } from './conversation.ts';
import type { Missing } from './result.ts';

/** The contenders and their processes. A contender that fails is excluded with a reason. */
export interface Contest {
  readonly present: () => readonly Contender[];
  readonly missing: readonly Missing[];
  readonly versions: Record<string, Readonly<Record<string, string>>>;
  /** The answer, or undefined if the process fails; then all contenders of this process are excluded. */
  readonly ask: (contender: Contender, request: Request) => Promise<Answer | undefined>;
  readonly exclude: (contender: Contender, reason: string) => void;
  readonly stop: () => void;
}

/**
 * Starts the processes of all contenders.
 *
 * @param open - starts a process, or throws an error with the reason why it cannot
 * @param without - names of contenders or processes to exclude
 */
export async function openContest(
  open: (peer: PeerName) => Promise<Conversation>,
  without: readonly string[],
  request: StartRequest,
): Promise<Contest> {
  const conversations = new Map<PeerName, Conversation>();
  const missing: Missing[] = [];
  const versions: Contest['versions'] = {};
  const exclude = (contender: Contender, reason: string) => {
    if (missing.some(({ name }) => name === contender.name)) return;
    missing.push({ name: contender.name, title: contender.title, reason });
  };
  const excludeAll = (peer: PeerName, reason: string) => {
    for (const contender of contenders) if (contender.peer === peer) exclude(contender, reason);
  };
  const present = () => contenders.filter(({ name }) => missing.every((left) => left.name !== name));
  const ask: Contest['ask'] = async (contender, question) => {
    try {
      return await conversations.get(contender.peer)?.ask(question);
    } catch (error) {
      excludeAll(contender.peer, (error as Error).message);
      return undefined;
    }
  };
  for (const contender of contenders) {
    if (without.includes(contender.name) || without.includes(contender.peer))
      exclude(contender, 'excluded by --without');
  }
  for (const peer of new Set(present().map((contender) => contender.peer))) {
    try {
      const conversation = await open(peer);
      conversations.set(peer, conversation);
      versions[peer] = (await conversation.ask(request)).versions ?? {};
    } catch (error) {
      excludeAll(peer, (error as Error).message);
    }
  }
  return { present, missing, versions, ask, exclude, stop: () => conversations.forEach(({ stop }) => void stop()) };
}
