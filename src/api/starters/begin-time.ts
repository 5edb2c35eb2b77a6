import { procedureOf, type StarterSchedule } from '#agents/starter.ts'
import type { ChannelOperations } from '#contract/channel-operations.ts'
import { AppError } from '#core/errors.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { settleTime, type WaitingTime } from '#memory/schedules/schedules.ts'
import type { Services } from '#turn/services.ts'
import { begin, type Begun } from './begin.ts'

/**
 * Begins what was due at one time and keeps what came of it. Who does it a second time, after a death between the two, begins
 * nothing more. Gives why it never will be; throws what may pass.
 */
export async function beginTime(
  services: Services,
  operations: Pick<ChannelOperations, 'receive'>,
  time: WaitingTime,
): Promise<AppError | null> {
  const { agent, name, dueAt } = time
  const live = services.agents.get(agent)
  const starter = live?.agent.starters?.find((each) => each.kind === 'schedule' && each.name === name)
  const keep = (outcome: Parameters<typeof settleTime>[2]) =>
    services.database.batch(DEFAULT_TENANT, (tx) => settleTime(tx, time, outcome))
  try {
    if (!live || starter?.kind !== 'schedule')
      throw new AppError('There is no such schedule any more.', { code: 'schedule-gone', status: 409 })
    const key = dueAt.toISOString()
    const { threadId } = await begin(operations, { live, starter }, { key, now: key, what: whatOf(starter) })
    await keep({ threadId })
    services.context.log.info({ event: 'schedule-begun', agent, name, dueAt: key, threadId })
    return null
  } catch (error) {
    // Of what is wrong with us it is tried again.
    if (!(error instanceof AppError) || error.retryable || error.status >= 500) throw error
    await keep({ error: error.code })
    services.context.log.error({ event: 'schedule-failed', agent, name, dueAt: dueAt.toISOString(), code: error.code })
    return error
  }
}

function whatOf(starter: StarterSchedule): Begun['what'] {
  if (starter.begins.what === 'message') return { text: starter.begins.text }
  const values = Object.entries(procedureOf(starter)?.slots ?? {}).flatMap(([slot, origin]) =>
    origin.from === 'file' ? [[slot, origin.value] as const] : [],
  )
  return { args: Object.fromEntries(values) }
}
