import { SHARED } from '#core/shared-agents.ts'
import { AppError, notFound } from '#core/errors.ts'
import { nearest } from '#text/nearest.ts'
import type { Services } from '#turn/services.ts'

/** The agents that somebody may talk to, by name: all that are loaded. Nothing of another's documents is shown. */
export function agentsToAsk({ agents }: Pick<Services, 'agents'>): readonly string[] {
  return [...agents.keys()]
}

/** The one that was named, or all of them. Throws `not-found`, whether it isn't there or isn't theirs to talk to. */
export function agentsAsked(services: Pick<Services, 'agents'>, named: string | null): readonly string[] {
  const open = agentsToAsk(services)
  if (named === null) return open
  if (!open.includes(named)) throw notFound('agent')
  return [named]
}

/** A document's agents as somebody is shown them who may talk to these. */
export function shownAgents(ofDocument: readonly string[], open: readonly string[]): string[] {
  return ofDocument.filter((agent) => agent === SHARED || open.includes(agent))
}

/**
 * The agents that a document is to belong to: those that are named, else those that it has, else the only one there is.
 * Throws `document-agents`.
 */
export function agentsToBelongTo(
  services: Pick<Services, 'agents'>,
  named: readonly string[] | null,
  before: readonly string[] | null,
): readonly string[] {
  const known = agentsToAsk(services)
  const unknown = named?.find((agent) => agent !== SHARED && !known.includes(agent))
  if (unknown !== undefined) throw unknownAgent(unknown, nearest(unknown, known))
  const [only] = known
  const belongsTo = named ?? before ?? (only !== undefined && known.length === 1 ? [only] : null)
  if (belongsTo === null) throw noAgents()
  return belongsTo
}

function unknownAgent(name: string, near: string | null): AppError {
  const hint = near === null ? '' : ` Did you mean "${near}"?`
  return new AppError(`There is no agent "${name}" to answer from this.${hint} Say shared for all agents.`, {
    code: 'document-agents',
    status: 422,
  })
}

function noAgents(): AppError {
  return new AppError(
    'There are several agents. Say which of them answer from this document, by name, or shared for all.',
    { code: 'document-agents', status: 422 },
  )
}
