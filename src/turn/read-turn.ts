import { AppError } from '#core/errors.ts'
import { starterOfPrincipal } from '#core/starter-id.ts'
import type { Doubt } from '#core/intent.ts'
import { isMailChannel, isOutsideId, isWrittenByPrograms, typesThemselves } from '#core/outside-principal.ts'
import { screenMessage, type ScreenedMessage, type Screening } from '#guardrails/screening/screen-message.ts'
import { textOfParts, type Choice, type Part } from '#memory/threads/part.ts'
import { readEarlierTurns } from '#memory/runs/earlier-turns.ts'
import { answersOf } from '#memory/runs/answers-of.ts'
import { TurnRow } from '#memory/runs/turns.ts'
import { PrincipalId, Scope, type Principal, type TenantId } from '#core/principal.ts'
import type { AgentRuntime } from './agent-runtime.ts'
import { Route } from '#dialogue/contract.ts'
import type { Services } from './services.ts'
import type { TurnClaim } from './lease/turn-claim.ts'

/** What sends messages beside people in their sessions. */
export type ProgramKind = Extract<Doubt, 'client' | 'mail' | 'outside-mail' | 'relayed' | 'schedule' | 'webhook'>

/** What the requester typed before in the thread, and where that went. */
export interface EarlierTurn {
  readonly runId: string
  readonly messageId: string
  readonly route: Route
  /** Of a message that wants several things, the words that the turn was about. */
  readonly typed: string
  /** The parts of what was answered; empty where nothing is yet. */
  readonly answer: readonly Part[]
}

/** Earlier messages that one may go on from. */
const MOST_EARLIER = 8

/** What a turn starts from, with the agent that answers it. */
export interface TurnRecord {
  readonly live: AgentRuntime
  readonly principal: Principal
  readonly channel: string
  readonly threadId: string
  /** What this run is about: the message, or, where that wants several things, the words of one. */
  readonly text: string
  /** The messages that its answer answers. */
  readonly answers: readonly string[]
  /** The same as it was typed, with the blanks around it: what places in it are counted in. */
  readonly message: Written
  /** How what was written is split into their own words and what they pass on. */
  readonly screening: Screening
  /** Whether its writer was signed in themselves, and wrote it with no key. */
  readonly isInPerson: boolean
  /** The kind of program, or mail, that it came by: nobody is proved to have typed it. Null for a person's own words. */
  readonly sentBy: ProgramKind | null
  readonly route: Route | null
  readonly routeBefore: Route | null
  /** The route of the turn whose answer they had before them when they wrote it: only that can have asked what it answers. */
  readonly routeSeen: Route | null
  /** The buttons under that answer. */
  readonly choicesSeen: readonly Choice[]
  /** The code of the language that the requester is answered in; the agent's first until the message is looked at. */
  readonly language: string
  /** That of their turn before in the thread. */
  readonly languageBefore: string | null
  /** The code of the message's language, where rules know no words of it; null where they do, and until it is looked at. */
  readonly spoken: string | null
  /** Their turns before it in the thread, newest first. */
  earlier(): Promise<readonly EarlierTurn[]>
  /** The person that the thread was passed on to, while it is. */
  readonly handOver: TurnRow['handOver']
  /** The database's time when it was claimed, ISO 8601: the clock by which "tomorrow" is read and questions expire. */
  readonly now: string
}

/** What a turn's requester wrote: its message, behind those that it answers too. */
export interface Written {
  /** Of the message that the turn is of: the last. */
  readonly id: string
  readonly text: string
  /** Where in the text each begins, the first first; empty where there is one alone. */
  readonly joined: readonly { readonly id: string; readonly at: number }[]
}

/** A claim, and what its row says. */
export interface RecordedTurn extends TurnClaim {
  /** From when a node first asked (`readTurn`). Under one claim that changes by its own route alone. */
  record: TurnRecord | null
}

const StoredRoute = Route.nullable()

/**
 * What stands in the row of a turn. It doesn't change under one claim, which holds its run; the next claim reads it anew.
 * Throws `run-missing` and `agent-missing`.
 */
export function readTurn(services: Services, turn: RecordedTurn): TurnRecord {
  if (turn.record) return turn.record
  if (turn.row === null) throw new AppError('The run is gone.', { code: 'run-missing' })
  const row = TurnRow.parse(turn.row)
  const live = agentRuntime(services, row.agent)
  const route = StoredRoute.parse(row.route)
  const message = writtenIn(row)
  turn.record = {
    live,
    principal: requesterOf(turn.tenantId, row.requester),
    channel: row.channel,
    threadId: row.threadId,
    text: wordsOf(route) ?? message.text.trim(),
    answers: answersOf({
      messageId: row.messageId,
      joined: row.joined.map(({ id }) => id),
      requester: row.requester.id,
    }),
    message,
    screening: screeningOf(services, row.isOwn),
    isInPerson: row.authenticatedBy === 'session' && !isWrittenByPrograms(row.channel) && !isMailChannel(row.channel),
    sentBy: sentBy(row),
    route,
    routeBefore: StoredRoute.parse(row.routeBefore),
    routeSeen: StoredRoute.parse(row.routeSeen),
    choicesSeen: row.choicesSeen,
    language: speaks(live, row.language) ?? speaks(live, row.languageBefore) ?? live.agent.languages[0] ?? 'en',
    languageBefore: speaks(live, row.languageBefore),
    spoken: route?.spoken ?? null,
    earlier: () => earlierTurns(services, turn),
    handOver: row.handOver,
    now: row.now,
  }
  return turn.record
}

/** Keeps where a turn was routed to, and in which language it speaks, beside its row, for the nodes after. */
export function rememberRoute(turn: RecordedTurn, record: TurnRecord, route: Route): void {
  turn.record = { ...record, route, spoken: route.spoken ?? null, text: wordsOf(route) ?? record.text }
}

/** How a message is read, by what its author said of it. */
export function screeningOf({ config }: Pick<Services, 'config'>, isOwn: boolean): Screening {
  return { typedBlockLength: config.TYPED_BLOCK_LENGTH, isOwn }
}

/** What a turn's requester wrote, split into their own words and what they pass on. */
export function screenedMessage({ message, screening }: Pick<TurnRecord, 'message' | 'screening'>): ScreenedMessage {
  return screenMessage(message.text, screening)
}

async function earlierTurns(services: Services, { tenantId, hold }: RecordedTurn): Promise<readonly EarlierTurn[]> {
  const rows = await services.database.batch(tenantId, (tx) => readEarlierTurns(tx, hold.runId, MOST_EARLIER))
  return rows.map(({ route: stored, parts, isOwn, ...turn }) => {
    const route = Route.parse(stored)
    const text = wordsOf(route) ?? textOfParts(parts)
    return { ...turn, route, typed: screenMessage(text, screeningOf(services, isOwn)).typed }
  })
}

// A person's own key is them in their terminal; how it was in rows from before nobody knows.
function sentBy({ authenticatedBy, channel, requester }: TurnRow): ProgramKind | null {
  const id = PrincipalId.parse(requester.id)
  if (isMailChannel(channel)) return isOutsideId(id) ? 'outside-mail' : 'mail'
  const isPersons = requester.kind === 'person' && authenticatedBy !== 'token'
  if (isWrittenByPrograms(channel) && isPersons) return 'relayed'
  if (authenticatedBy === 'key') return requester.kind === 'service' ? 'client' : null
  if (authenticatedBy !== 'token' || typesThemselves(id)) return null
  if (!isOutsideId(id)) return 'client'
  return starterOfPrincipal(id)?.kind === 'schedule' ? 'schedule' : 'webhook'
}

// The operator may have taken a language away since.
function speaks({ agent }: AgentRuntime, language: string | null): string | null {
  return language !== null && agent.languages.includes(language) ? language : null
}

/** The agent by its name. Throws `agent-missing`, in words for an operator: its folder went away under a thread. */
export function agentRuntime(services: Services, name: string): AgentRuntime {
  const live = services.agents.get(name)
  if (!live) {
    throw new AppError(`There is no agent "${name}". Put its folder back under AGENTS_DIR.`, { code: 'agent-missing' })
  }
  return live
}

/** The requester of a turn, with the roles and groups held now. */
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

// Of a message that wants several things, each run is about one of them.
function wordsOf(route: Route | null): string | null {
  return route?.wishes?.own?.text ?? null
}

function writtenIn({ messageId, parts, joined }: TurnRow): Written {
  let text = ''
  const begins = joined.map((message) => {
    const at = text.length
    text += `${textOfParts(message.parts)}\n`
    return { id: message.id, at }
  })
  const at = text.length
  return {
    id: messageId,
    text: text + textOfParts(parts),
    joined: begins.length === 0 ? [] : [...begins, { id: messageId, at }],
  }
}
