import { logFailure } from '#core/log.ts'
import type { TenantId } from '#core/principal.ts'
import { forgetConversations, tenantsWithOldConversations } from '#memory/threads/conversations.ts'
import type { Services } from '#turn/services.ts'

/** Days pass slowly, and a look is one statement. */
const LOOK_MS = 3_600_000
/** In one transaction: what a look does at once doesn't grow with how many are old. */
const AT_ONCE = 1_000

interface ForgettingOptions {
  readonly days: number
  readonly signal: AbortSignal
}

/**
 * Lets go of conversations by their words that nobody went on with for so many days, now and every hour until disposed,
 * which waits for a look to end.
 */
export function startForgetting(services: Services, { days, signal }: ForgettingOptions): AsyncDisposable {
  const disposed = new AbortController()
  const options = { days, signal: AbortSignal.any([signal, disposed.signal]) }
  let looking = look(services, options)
  const timer = setInterval(() => (looking = looking.then(() => look(services, options))), LOOK_MS)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      disposed.abort()
      await looking
    },
  }
}

async function look(services: Services, options: ForgettingOptions): Promise<void> {
  const { database, context } = services
  try {
    for (const tenant of await tenantsWithOldConversations(database, options.days))
      await forgetAll(services, tenant, options)
  } catch (error) {
    if (!options.signal.aborted) logFailure(context.log, error, { event: 'conversations-not-forgotten' })
  }
}

async function forgetAll(
  { database, context }: Services,
  tenant: TenantId,
  { days, signal }: ForgettingOptions,
): Promise<void> {
  let count = AT_ONCE
  while (count === AT_ONCE && !signal.aborted) {
    count = await database.tenant(tenant, (tx) => forgetConversations(tx, { days, atMost: AT_ONCE }))
    if (count > 0) context.log.info({ event: 'conversations-forgotten', count })
  }
}
