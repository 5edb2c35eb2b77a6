import { enforce } from '#auth/authorize.ts'
import { notFound } from '#core/errors.ts'
import { coalesceMessages, listActiveRuns, lockThreadInbox, type ActiveRun } from '#memory/runs/active-runs.ts'
import type { Tx } from '#memory/database/database.ts'
import { acceptMessage, hasArrived, type AcceptedMessage, type ArrivingMessage } from '#memory/threads/inbox.ts'
import { stopRun, type StoppedRun } from '#memory/runs/stop-run.ts'
import { readThread } from '#memory/threads/threads.ts'
import type { Principal } from '#core/principal.ts'
import { speaking } from '#turn/speaking.ts'
import { agentRuntime } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { notifyStopped } from '#graph/stop-run.ts'

/** Messages that one turn answers at once, its own among them. */
const MOST_JOINED = 10

/**
 * Debounces messages: accepts one where an agent doesn't let every message wait its turn. A queued or running run of its
 * thread that has begun nothing is cancelled (`cancel`), or coalesced with it (`join`), in the transaction that stores the
 * message, so both are never done. A run that has begun a step, and for `join` one that waits for a person's press, goes
 * on, and the message comes after it.
 */
export async function acceptDebounced(
  services: Services,
  principal: Principal,
  message: ArrivingMessage,
): Promise<AcceptedMessage> {
  const { randomBytes } = services.context
  return services.database.tenant(principal.tenantId, async (tx) => {
    await lockThreadInbox(tx, message.threadId)
    const thread = await readThread(tx, message.threadId)
    if (!thread) throw notFound('thread')
    enforce(principal, 'message.send', thread)
    const { whenBusy } = agentRuntime(services, thread.agent).agent
    // The same message again is the first: nothing is stopped for it.
    const isNew = whenBusy !== 'queue' && !(await hasArrived(tx, message))
    // Runs before the thread, as their workers take them.
    const replaced = isNew ? await replace(tx, message.threadId, whenBusy) : []
    const accepted = await acceptMessage(tx, message, randomBytes)
    if (whenBusy === 'join' && replaced.length > 0) await coalesceMessages(tx, accepted.runId, messagesOf(replaced))
    for (const { run, stopped } of replaced) {
      const { say } = speaking(agentRuntime(services, thread.agent).agent, run.language ?? '')
      const text =
        whenBusy === 'join'
          ? say('This is answered with what you wrote next.')
          : stopped.done.length > 0
            ? say('You wrote again, so this was stopped. What was done before stays done; nothing more was.')
            : say('You wrote again, so this was stopped; nothing was done.')
      await notifyStopped(services, tx, run, { stopped, text })
    }
    return accepted
  })
}

interface Replaced {
  readonly run: ActiveRun
  readonly stopped: StoppedRun
}

async function replace(tx: Tx, threadId: string, whenBusy: 'cancel' | 'join' | 'queue'): Promise<readonly Replaced[]> {
  const replaced: Replaced[] = []
  for (const run of await listActiveRuns(tx, threadId)) {
    const isFull = whenBusy === 'join' && messagesOf([...replaced, { run }]).length >= MOST_JOINED
    // What was done for a message that is answered once more would be done once more, and a press for it be lost.
    const stopped = isFull ? null : await stopRun(tx, run.id, { isAnsweredAnew: whenBusy === 'join' })
    if (stopped) replaced.push({ run, stopped })
  }
  return replaced
}

function messagesOf(replaced: readonly Pick<Replaced, 'run'>[]): readonly string[] {
  return replaced.flatMap(({ run: { joined, messageId } }) => [...joined, messageId])
}
