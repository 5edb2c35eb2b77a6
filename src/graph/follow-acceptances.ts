import { readPins, TOOLS_CHANNEL, type ToolPin } from '#memory/agents/tool-pins.ts'
import type { TenantId } from '#core/principal.ts'
import { keepPolicyVersion } from '#judging/policies/keep-policy-version.ts'
import { sampledTools } from '#knowledge/accepted-samples.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { policySources } from '#judging/policies/policy-sources.ts'
import type { Services } from '#turn/services.ts'

type Renewing = Pick<Services, 'agents' | 'context' | 'database' | 'replaceAgent' | 'withPins'>

/** Keeps agents at what is accepted of their tools, until disposed. */
export interface Acceptances extends AsyncDisposable {
  /** Puts them together anew with what is accepted by now; resolves when that is done, and throws nothing. */
  renew(): Promise<void>
}

/** Renews the agents of this process whenever a definition was accepted, in this process or another. */
export async function followAcceptances(services: Renewing, tenantId: TenantId): Promise<Acceptances> {
  let renewing: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  const listener = await services.database.listen(TOOLS_CHANNEL, () => void renew())
  // What was accepted while this process started.
  void renew()
  return {
    renew,
    async [Symbol.asyncDispose]() {
      await listener[Symbol.asyncDispose]()
      await renewing
    },
  }

  // One at a time, so that what was read earlier never replaces what was read later: a call during one means one more
  // after it.
  function renew(): Promise<void> {
    next ??= renewing = renewing
      .then(() => {
        next = null
        return renewAgents(services, tenantId)
      })
      .catch((error: unknown) => services.context.log.error({ event: 'agents-not-renewed', err: error }))
    return next
  }
}

// One whose folder doesn't fit stays as it is, and calls of the tool fail, since its definition isn't the accepted one.
async function renewAgents(services: Renewing, tenantId: TenantId): Promise<void> {
  const pins = await services.database.batch(tenantId, readPins)
  for (const live of services.agents.values()) {
    if (isCurrent(live, pins)) continue
    try {
      const renewed = services.withPins(live, pins)
      const { agent, policies } = renewed
      const { database } = services
      await keepPolicyVersion(agent, { database, tenantId }, { sources: policySources(agent, renewed), policies })
      services.replaceAgent(renewed)
    } catch (error) {
      services.context.log.error({ event: 'agent-not-renewed', agent: live.agent.name, err: error })
    }
  }
}

function isCurrent(live: AgentRuntime, pins: readonly ToolPin[]): boolean {
  const { agent, definitions, notAccepted } = live
  const sampled = sampledTools(pins, live)
  return agent.tools.every(({ tool }) => {
    const pin = pins.find((candidate) => candidate.tool === tool)
    const isAccepted = definitions.has(tool) && !notAccepted.has(tool)
    if (!pin) return !isAccepted
    const isSame = isAccepted && pin.definitionHash === definitions.get(tool)?.hash
    return isSame && sampled.has(tool) === live.sampled.has(tool)
  })
}
