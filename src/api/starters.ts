import { enforce } from '#auth/authorize.ts'
import { starterIn, type StarterSchedule, type StarterWebhook } from '#agents/starter.ts'
import type { ChannelOperations } from '#contract/channel-operations.ts'
import type { StarterName, StarterOperations } from '#contract/starter-operations.ts'
import { notFound } from '#core/errors.ts'
import type { StarterId } from '#core/starter-id.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { askForTime, lookedUntil, threadOfTime } from '#memory/schedules/schedules.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { begin, type Beginning } from './starters/begin.ts'
import { beginDue, ruleOf } from './starters/begin-due.ts'
import { callOfEvent } from './starters/event-call.ts'
import { scheduleViews } from './starters/schedule-views.ts'
import { beginTime } from './starters/begin-time.ts'

interface StarterServices {
  readonly services: Services
  readonly operations: Pick<ChannelOperations, 'receive'>
}

/** What begins something without a person, over the given services. The folders that are loaded say what there is. */
export function starterOperationsOver(over: StarterServices): StarterOperations {
  const { services } = over
  return {
    webhookSecrets: (webhook) => webhookNamed(services, webhook)?.starter.secrets ?? null,
    beginByWebhook: (webhook, event) => {
      const found = webhookNamed(services, webhook)
      if (!found) throw notFound('webhook')
      const now = services.context.now().toISOString()
      return begin(over.operations, found, { ...callOfEvent(found, event), now })
    },
    beginDue: () => beginDue(services, over.operations),
    listSchedules: async (principal) => {
      enforce(principal, 'schedule.list', 'tenant')
      return scheduleViews(services)
    },
    runSchedule: async (principal, name) => {
      enforce(principal, 'schedule.run', 'tenant')
      const found = scheduleNamed(services, name)
      if (!found) throw notFound('schedule')
      const dueAt = await services.database.tenant(DEFAULT_TENANT, async (tx) => {
        await lookedUntil(tx, name, ruleOf(found.starter))
        return askForTime(tx, name, principal.id)
      })
      services.context.log.info({ event: 'schedule-asked', ...name, by: principal.id })
      const time = { ...name, dueAt }
      const failed = await beginTime(services, over.operations, time)
      if (failed) throw failed
      const threadId = await services.database.batch(DEFAULT_TENANT, (tx) => threadOfTime(tx, time))
      if (threadId === null) throw notFound('thread')
      return { threadId }
    },
  }
}

function webhookNamed(services: Services, { agent, name }: StarterName): Beginning<StarterWebhook> | null {
  const found = starterNamed(services, { agent, name, kind: 'hook' })
  return found?.starter.kind === 'hook' ? { ...found, starter: found.starter } : null
}

function scheduleNamed(services: Services, { agent, name }: StarterName): Beginning<StarterSchedule> | null {
  const found = starterNamed(services, { agent, name, kind: 'schedule' })
  return found?.starter.kind === 'schedule' ? { ...found, starter: found.starter } : null
}

function starterNamed({ agents }: Services, id: StarterId): (Beginning & { readonly live: AgentRuntime }) | null {
  const live = agents.get(id.agent)
  const starter = live && starterIn(live.agent, id)
  return live && starter ? { live, starter } : null
}
