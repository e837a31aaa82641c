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

/** Those who take part; who fails leaves it with a reason. */
export interface Contest {
  readonly present: () => readonly Contender[];
  readonly missing: readonly Missing[];
  readonly versions: Record<string, Readonly<Record<string, string>>>;
  /** The answer, or nothing if the contender has failed; then all contenders of its process leave. */
  readonly ask: (contender: Contender, request: Request) => Promise<Answer | undefined>;
  readonly dismiss: (contender: Contender, reason: string) => void;
  readonly stop: () => void;
}

/**
 * Starts the processes of all contenders.
 *
 * @param open - starts a process, or throws why it cannot
 * @param without - names of contenders or processes to leave out
 */
export async function openContest(
  open: (peer: PeerName) => Promise<Conversation>,
  without: readonly string[],
  request: StartRequest,
): Promise<Contest> {
  const conversations = new Map<PeerName, Conversation>();
  const missing: Missing[] = [];
  const versions: Contest['versions'] = {};
  const dismiss = (contender: Contender, reason: string) => {
    if (missing.some(({ name }) => name === contender.name)) return;
    missing.push({ name: contender.name, title: contender.title, reason });
  };
  const dismissAll = (peer: PeerName, reason: string) => {
    for (const contender of contenders) if (contender.peer === peer) dismiss(contender, reason);
  };
  const present = () => contenders.filter(({ name }) => missing.every((left) => left.name !== name));
  const ask: Contest['ask'] = async (contender, question) => {
    try {
      return await conversations.get(contender.peer)?.ask(question);
    } catch (error) {
      dismissAll(contender.peer, (error as Error).message);
      return undefined;
    }
  };
  for (const contender of contenders) {
    if (without.includes(contender.name) || without.includes(contender.peer))
      dismiss(contender, 'left out by --without');
  }
  for (const peer of new Set(present().map((contender) => contender.peer))) {
    try {
      const conversation = await open(peer);
      conversations.set(peer, conversation);
      versions[peer] = (await conversation.ask(request)).versions ?? {};
    } catch (error) {
      dismissAll(peer, (error as Error).message);
    }
  }
  return { present, missing, versions, ask, dismiss, stop: () => conversations.forEach(({ stop }) => void stop()) };
}
