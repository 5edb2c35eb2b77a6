import type { ScheduleView } from '#contract/schedule.ts'
import { nextDue } from '#agents/cron.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { lastTimes, type LastTime } from '#memory/schedules/schedules.ts'
import type { Services } from '#turn/services.ts'
import { schedulesOf } from './begin-due.ts'

/** The schedules of the folders that are loaded, with their last times. */
export async function scheduleViews(services: Services): Promise<readonly ScheduleView[]> {
  const times = await services.database.batch(DEFAULT_TENANT, lastTimes)
  return schedulesOf(services).map(({ key: { agent, name }, starter }) => {
    const { title, rule, missed, begins, confirmBy } = starter
    const last = times.find((time) => time.agent === agent && time.name === name)
    return {
      ...{ agent, name, title, ...rule, missed, confirmBy },
      begins: begins.what === 'procedure' ? begins.procedure : begins.text,
      nextAt: nextDue(rule, services.context.now())?.toISOString() ?? null,
      last: last ? lastView(last) : null,
    }
  })
}

function lastView({
  dueAt,
  state,
  askedBy,
  error: code,
  threadId,
  run,
  plans,
}: LastTime): NonNullable<ScheduleView['last']> {
  return { dueAt: dueAt.toISOString(), state, askedBy, code, threadId, run, plans }
}
