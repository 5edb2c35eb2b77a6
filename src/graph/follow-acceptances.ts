import { readPins, TOOLS_CHANNEL, type ToolPin } from '#memory/tool-pins.ts'
import type { TenantId } from '#principal.ts'
import { keepRules } from './judged/keep-rules.ts'
import type { LiveAgent } from './live-agent.ts'
import { policySources } from './policy-sources.ts'
import type { Services } from './services.ts'

/** How long a tool server is waited for when its agent is put together anew, in ms. What it offered last is enough. */
const OFFERS_WITHIN_MS = 2_000

/**
 * Puts every agent together anew with what is accepted now. One whose folder doesn't fit stays as it is, and calls of
 * the tool fail, since its definition isn't the accepted one.
 */
export async function renewAgents(services: Services, tenantId: TenantId): Promise<void> {
  const pins = await services.database.atOnce(tenantId, readPins)
  for (const live of services.agents.values()) {
    if (isCurrent(live, pins)) continue
    try {
      const renewed = await services.withPins(live, pins, AbortSignal.timeout(OFFERS_WITHIN_MS))
      const { agent, policies } = renewed
      const { database } = services
      await keepRules(agent, { database, tenantId }, { sources: policySources(agent, renewed), policies })
      services.replaceAgent(renewed)
    } catch (error) {
      services.context.log.error({ event: 'agent-not-renewed', agent: live.agent.name, err: error })
    }
  }
}

function isCurrent({ agent, definitions, notAccepted }: LiveAgent, pins: readonly ToolPin[]): boolean {
  return agent.tools.every(({ tool }) => {
    const pin = pins.find((candidate) => candidate.tool === tool)
    const isAccepted = definitions.has(tool) && !notAccepted.has(tool)
    return pin ? isAccepted && pin.definitionHash === definitions.get(tool)?.hash : !isAccepted
  })
}

/** Renews the agents of this process whenever a definition was accepted, in this process or another. */
export async function followAcceptances(services: Services, tenantId: TenantId): Promise<AsyncDisposable> {
  let renewing: Promise<void> = Promise.resolve()
  let isAsked = false
  const listener = await services.database.listen(TOOLS_CHANNEL, renew)
  // What was accepted while this process started.
  renew()
  return {
    async [Symbol.asyncDispose]() {
      await listener[Symbol.asyncDispose]()
      await renewing
    },
  }

  // One at a time: a call during one means one more after it.
  function renew(): void {
    if (isAsked) return
    isAsked = true
    renewing = renewing
      .then(() => {
        isAsked = false
        return renewAgents(services, tenantId)
      })
      .catch((error: unknown) => services.context.log.error({ event: 'agents-not-renewed', err: error }))
  }
}
