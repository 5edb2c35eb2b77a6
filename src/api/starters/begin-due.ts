import type { StarterSchedule } from '#agents/starter.ts'
import type { ChannelOperations } from '#contract/channel-operations.ts'
import { dueTimes, nextDue } from '#agents/cron.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { keepTimes, lookedUntil, waitingTimes, type DueTime, type ScheduleKey } from '#memory/schedules/schedules.ts'
import type { Services } from '#turn/services.ts'
import { beginTime } from './begin-time.ts'

/** A time not begun for so long was missed: longer than a start or a busy moment takes. */
const MISSED_AFTER_MS = 60_000
/** As many times as are looked back on. */
const MOST_TIMES = 100
const AT_ONCE = 20

/** Begins what is due, each time once whoever else looks. Gives how long nothing more is, in ms; null where nothing ever is. */
export async function beginDue(
  services: Services,
  operations: Pick<ChannelOperations, 'receive'>,
): Promise<number | null> {
  const schedules = schedulesOf(services)
  const pauses: number[] = []
  for (const { key, starter } of schedules) {
    const nextMs = await look(services, key, starter)
    if (nextMs !== null) pauses.push(nextMs)
  }
  if (schedules.length === 0) return null
  const waiting = await services.database.batch(DEFAULT_TENANT, (tx) => waitingTimes(tx, AT_ONCE))
  for (const time of waiting) await beginTime(services, operations, time)
  if (waiting.length === AT_ONCE) return 0
  return pauses.length === 0 ? null : Math.min(...pauses)
}

/** The schedules of the folders that are loaded. */
export function schedulesOf({ agents }: Pick<Services, 'agents'>) {
  return [...agents.values()].flatMap(({ agent }) =>
    (agent.starters ?? []).flatMap((starter) =>
      starter.kind === 'schedule' ? [{ key: { agent: agent.name, name: starter.name }, starter }] : [],
    ),
  )
}

/** What tells a schedule from one of the same name that is due at other times. */
export function ruleOf({ rule: { cron, zone } }: StarterSchedule): string {
  return `${cron} ${zone}`
}

// Keeps what became due since somebody looked; gives how long until the next, by the database's clock.
function look({ database }: Services, key: ScheduleKey, starter: StarterSchedule): Promise<number | null> {
  return database.tenant(DEFAULT_TENANT, async (tx) => {
    const { lookedUntil: after, now } = await lookedUntil(tx, key, ruleOf(starter))
    const due = dueTimes(starter.rule, { after, until: now, atMost: MOST_TIMES })
    if (due.length > 0) await keepTimes(tx, key, { times: judged(due, now, starter.missed), until: now })
    const next = nextDue(starter.rule, now)
    return next === null ? null : next.getTime() - now.getTime()
  })
}

function judged(due: readonly Date[], now: Date, missed: StarterSchedule['missed']): readonly DueTime[] {
  const isMissed = (time: Date) => now.getTime() - time.getTime() > MISSED_AFTER_MS
  const last = due.at(-1)
  return due.map((dueAt) => {
    const isBegun = !isMissed(dueAt) || missed === 'all' || (missed === 'once' && dueAt === last)
    return { dueAt, state: isBegun ? 'due' : 'skipped' }
  })
}
