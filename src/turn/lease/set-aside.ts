import type { Tx } from '#memory/database/database.ts'
import { setAside } from '#memory/runs/resting-runs.ts'
import type { Services } from '../services.ts'
import { appendThreadEvents } from '../feed/append-thread-events.ts'
import type { Turn } from '../turn.ts'

const TEXT =
  'Something on our side went wrong with this. It isn’t lost: the people who run this look after it, and it goes on from where it was. You needn’t ask again.'

/** Why a run is set aside: it ended every process that worked on it, or each attempt ended in an error of ours. */
export type AsideCode = 'run-kills' | 'run-errors'

/** Sets a run aside for an operator, and tells its thread that it is looked after. Throws `lease-lost`. */
export async function setRunAside(
  services: Services,
  tx: Tx,
  { hold, threadId }: Pick<Turn, 'hold' | 'threadId'>,
  code: AsideCode,
): Promise<void> {
  const { runId } = hold
  await setAside(tx, hold, { code })
  await appendThreadEvents(tx, services, threadId, { type: 'run-set-aside', runId, code, text: TEXT })
  services.context.log.error({ event: 'run-set-aside', runId, code })
}
