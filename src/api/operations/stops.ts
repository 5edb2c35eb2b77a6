import { enforce } from '#auth/authorize.ts'
import { AppError, notFound } from '#core/errors.ts'
import {
  addKillSwitch,
  endKillSwitch,
  listKillSwitches,
  readKillSwitches,
  type KillSwitch,
} from '#memory/agents/kill-switches.ts'
import { nearest } from '#text/nearest.ts'
import type { Services } from '#turn/services.ts'
import type { Operations } from '#contract/operations.ts'
import type { NewStop, StopView } from '#contract/tool.ts'

/** As many as anybody reads back. */
const LISTED = 200

/** Kill switches. Each worker checks them before each call, so no notification is needed. */
export function stopOperations(services: Services): Pick<Operations, 'listStops' | 'stopCalls' | 'startCalls'> {
  const { database, context } = services
  return {
    listStops: async (principal, { all }) => {
      enforce(principal, 'stop.list', 'tenant')
      const stops = await database.batch(principal.tenantId, (tx) =>
        all === 'true' ? listKillSwitches(tx, LISTED) : readKillSwitches(tx),
      )
      return { stops: stops.map(stopView) }
    },
    stopCalls: async (principal, stop) => {
      enforce(principal, 'stop.set', 'tenant')
      checkKnown(services, stop)
      const row = { ...stop, id: context.newId(), stoppedBy: principal.id }
      const inForce = await database.tenant(principal.tenantId, (tx) => addKillSwitch(tx, row))
      // Started again in the same moment by somebody else.
      if (!inForce)
        throw new AppError('Somebody started it at the same moment. Try again.', { code: 'stop-lost', status: 409 })
      const { id, kind, name } = inForce
      context.log.warn({ event: 'stopped', id, kind, name, by: principal.id })
      return { stop: stopView(inForce) }
    },
    startCalls: async (principal, { stopId }) => {
      enforce(principal, 'stop.end', 'tenant')
      const ended = await database.batch(principal.tenantId, (tx) => endKillSwitch(tx, stopId, principal.id))
      if (!ended) throw notFound('stop')
      context.log.warn({ event: 'started', id: ended.id, kind: ended.kind, name: ended.name, by: principal.id })
      return { stop: stopView(ended) }
    },
  }
}

export function stopView(stop: KillSwitch): StopView {
  const { stoppedAt, startedAt } = stop
  return { ...stop, stoppedAt: stoppedAt.toISOString(), startedAt: startedAt?.toISOString() ?? null }
}

// A misspelt name would stop nothing, and whoever stopped it would believe that it does.
function checkKnown({ agents }: Services, { kind, name }: NewStop): void {
  if (kind === 'tenant') {
    if (name === '') return
    throw new AppError('Stopping everything names nothing.', { code: 'stop-named', status: 422 })
  }
  const known = kind === 'agent' ? [...agents.keys()] : toolNames(agents)
  if (known.includes(name)) return
  const near = nearest(name, known)
  const hint = near === null ? `There are: ${known.join(', ')}.` : `Did you mean ${near}?`
  throw new AppError(`There is no ${kind} “${name}”. ${hint}`, { code: `${kind}-unknown`, status: 422 })
}

function toolNames(agents: Services['agents']): readonly string[] {
  return [...new Set([...agents.values()].flatMap(({ declarations }) => [...declarations.keys()]))].sort()
}
