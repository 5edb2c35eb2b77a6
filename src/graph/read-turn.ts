import { AppError } from '#errors.ts'
import type { Part } from '#memory/part.ts'
import { TurnRow } from '#memory/turns.ts'
import { PrincipalId, Scope, type Principal, type TenantId } from '#principal.ts'
import type { LiveAgent } from './live-agent.ts'
import { Route } from './routing/contract.ts'
import type { Services } from './services.ts'
import type { Turn } from './turn.ts'

/** What a turn starts from, with the agent that answers it. */
export interface TurnRecord {
  readonly live: LiveAgent
  readonly principal: Principal
  readonly channel: string
  readonly text: string
  readonly route: Route | null
  readonly routeBefore: Route | null
  /** The code of the language that the requester is answered in; the agent's first until the message is looked at. */
  readonly language: string
  /** That of their turn before in the thread. */
  readonly languageBefore: string | null
  /** The person that the thread was passed on to, while it is. */
  readonly handOver: TurnRow['handOver']
  /** The database's time when it was claimed, ISO 8601: the clock by which "tomorrow" is read and questions expire. */
  readonly now: string
}

/** What stands in the row of a turn. Throws `run-missing` and `agent-missing`. */
export function readTurn(services: Services, turn: Turn): TurnRecord {
  const known = records.get(turn)
  if (known) return known
  if (turn.row === null) throw new AppError('The run is gone.', { code: 'run-missing' })
  const row = TurnRow.parse(turn.row)
  const live = liveAgent(services, row.agent)
  const record = {
    live,
    principal: requesterOf(turn.tenantId, row.requester),
    channel: row.channel,
    text: typedText([...row.joined.flat(), ...row.parts]),
    route: Route.nullable().parse(row.route),
    routeBefore: Route.nullable().parse(row.routeBefore),
    language: speaks(live, row.language) ?? speaks(live, row.languageBefore) ?? live.agent.languages[0] ?? 'en',
    languageBefore: speaks(live, row.languageBefore),
    handOver: row.handOver,
    now: row.now,
  }
  records.set(turn, record)
  return record
}

/** Keeps where a turn was routed to, and in which language it speaks, beside its row, for the nodes after. */
export function rememberRoute(turn: Turn, record: TurnRecord, route: Route): void {
  records.set(turn, { ...record, route })
}

// The operator may have taken a language away since.
function speaks({ agent }: LiveAgent, language: string | null): string | null {
  return language !== null && agent.languages.includes(language) ? language : null
}

// What a turn starts from doesn't change under one claim, which holds its run; the next claim reads it anew.
const records = new WeakMap<Turn, TurnRecord>()

/** The agent by its name. Throws `agent-missing`, in words for an operator: its folder went away under a thread. */
export function liveAgent(services: Services, name: string): LiveAgent {
  const live = services.agents.get(name)
  if (!live) {
    throw new AppError(`There is no agent "${name}". Put its folder back under AGENTS_DIR.`, { code: 'agent-missing' })
  }
  return live
}

/** Whoever a turn is made for, with the roles and groups held now. */
export function requesterOf(tenantId: TenantId, requester: TurnRow['requester']): Principal {
  return {
    tenantId,
    id: PrincipalId.parse(requester.id),
    name: requester.name,
    email: requester.email,
    roles: requester.roles,
    groups: requester.groups,
    authenticatedBy: 'session',
    scopes: Scope.options,
  }
}

function typedText(parts: readonly Part[]): string {
  return parts
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n')
    .trim()
}
