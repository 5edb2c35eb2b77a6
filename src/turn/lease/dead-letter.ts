import type { Tx } from '#memory/database/database.ts'
import { moveToDeadLetters } from '#memory/runs/dead-letters.ts'
import type { Services } from '../services.ts'
import { appendThreadEvents } from '../feed/append-thread-events.ts'
import type { Turn } from '../turn.ts'

const TEXT =
  'Something went wrong on our side. Your request isn’t lost: our team is looking after it, and it goes on from where it was. You don’t need to ask again.'

/** Why a run is dead-lettered: it ended every process that worked on it, or each attempt ended in an error of ours. */
export type DeadLetterCode = 'run-kills' | 'run-errors'

/** Dead-letters a run for an operator, and says so in its thread. Throws `lease-lost`. */
export async function deadLetterRun(
  services: Services,
  tx: Tx,
  { hold, threadId }: Pick<Turn, 'hold' | 'threadId'>,
  code: DeadLetterCode,
): Promise<void> {
  const { runId } = hold
  await moveToDeadLetters(tx, hold, { code })
  await appendThreadEvents(tx, services, threadId, { type: 'run-set-aside', runId, code, text: TEXT })
  services.context.log.error({ event: 'run-set-aside', runId, code })
}
