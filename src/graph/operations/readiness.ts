import { readPins } from '#memory/tool-pins.ts'
import { TenantId } from '#principal.ts'
import type { Operations, Readiness } from '../contract.ts'
import type { Services } from '../services.ts'

/**
 * What every dependency says of itself, without doing any work. Only what no turn can do without makes this process
 * unready: a tool server that is down is down for every replica, and answers, decisions and other tools go on.
 */
export function readinessOperations(
  services: Pick<Services, 'agents' | 'context' | 'database' | 'gateway' | 'sandbox'>,
  version: string,
): Pick<Operations, 'readiness'> {
  return {
    readiness: async () => {
      const database = await databaseState(services)
      const { warnings } = services.sandbox.isolation
      const sandbox = { ...services.sandbox.state(), warnings }
      const dependencies: Record<string, Readiness['dependencies'][string]> = { database, sandbox }
      for (const live of services.agents.values()) {
        for (const { server, ok, detail } of live.servers.health()) {
          dependencies[`tools/${live.agent.name}/${server}`] = { ok, detail }
        }
      }
      return {
        ready: database.ok && sandbox.ok,
        dependencies,
        facts: {
          version,
          database: services.database.description,
          model: services.gateway?.model ?? null,
          agents: [...services.agents.keys()],
        },
      }
    },
  }
}

async function databaseState({
  database,
  context,
}: Pick<Services, 'context' | 'database'>): Promise<Readiness['dependencies'][string]> {
  try {
    await database.atOnce(TenantId.parse('default'), (tx) => readPins(tx))
    return { ok: true, detail: database.description }
  } catch (error) {
    context.log.warn({ event: 'database-not-ready', err: error })
    return { ok: false, detail: 'The database doesn’t answer.' }
  }
}
