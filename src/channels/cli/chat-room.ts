import { listPlans } from '../client/plan-calls.ts'
import type { KnownEvent } from '../client/streamed.ts'
import { styleText } from 'node:util'
import { isCustomer } from '#auth/roles.ts'
import { AppError, EXIT } from '#core/errors.ts'
import { drawFromNowOnIn } from '#cards/texts/card-language.ts'
import { texts } from '#cards/texts/texts.ts'
import type { PlanView } from '#contract/plan.ts'
import type { ThreadView } from '#contract/thread.ts'
import { sameConnection, widthOf, type CommandContext, type ConnectionFlags } from './command.ts'
import type { Connection } from './connect.ts'
import { Conversation } from './conversation.ts'
import type { RunEnd } from './run-end.ts'
import type { MessageView } from '#contract/message.ts'
import { Outbox } from './outbox.ts'
import { type CardOptions, renderPlanCard } from './plan-card.ts'
import { PlanDesk } from './plan-desk.ts'
import { indentedLines, wrapColumns } from './text-columns.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

export interface ChatFlags extends ConnectionFlags {
  readonly list?: string | true
  readonly thread?: string
  readonly save?: string
  readonly delete?: boolean
  readonly agent?: string
  readonly message?: string
  readonly timeout: string
  readonly json?: boolean
}

/** A conversation that somebody is in. */
export interface Room {
  readonly context: CommandContext
  readonly flags: ChatFlags
  readonly connection: Connection
  readonly threadId: string
  /** The thread as it was opened just now; null where somebody comes back to one. */
  readonly opened: ThreadView | null
  readonly signal: AbortSignal
  leave(): void
}

/** Where a conversation is shown. */
export interface Surface {
  /** `runId` where it came of a run. */
  print(text: string, runId?: string): void
  setStatus(text: string | null): void
  /** Words about the connection and the like. */
  aside(text: string): void
  onAnswer?(message: MessageView): void
  /** A run that has ended, once all that came of it is on the screen. */
  onEnd?(runId: string): void
  onCard?(plan: PlanView): void
  readonly keys: boolean
}

export interface Entered {
  readonly conversation: Conversation
  readonly outbox: Outbox
  readonly desk: PlanDesk
  /** Ends when the room is left; fails with what another try can't mend. */
  readonly follow: Promise<void>
}

/** Greets or shows what was said before, and begins to follow. */
export async function enterRoom(room: Room, surface: Surface): Promise<Entered> {
  const { connection, threadId, signal } = room
  const { api, reader } = connection
  const width = widthOf(room.context.streams)
  const desk = new PlanDesk({
    api,
    reader,
    print: surface.print,
    note: (text) => surface.print(wrapped(text, width)),
    status: surface.setStatus,
    // How long somebody looked is worth knowing, and not worth stopping for.
    shown: (planId) => void api.readPlan(planId, signal).catch(() => undefined),
    card: (plan, extra) => {
      surface.onCard?.(plan)
      return cardFor(room, plan, { ...extra, keys: extra.keys && surface.keys })
    },
  })
  const conversation = new Conversation({
    api,
    threadId,
    desk,
    width,
    signal,
    spaced: surface.keys,
    print: surface.print,
    setStatus: surface.setStatus,
    onConnection: (state) => surface.aside(state === 'lost' ? texts.chat.lost(api.server) : texts.chat.back),
    ...(surface.onAnswer === undefined ? {} : { onAnswer: surface.onAnswer }),
    ...(surface.onEnd === undefined ? {} : { onEnd: surface.onEnd }),
  })
  const outbox = new Outbox({
    api,
    threadId,
    conversation,
    signal,
    onKept: () => surface.aside(texts.chat.kept),
    onRefused: (message) => surface.aside(texts.chat.notSent(message)),
  })
  const after = room.flags.thread === undefined ? 0 : await lastEvent(room)
  if (room.flags.message === undefined) greet(room, surface, width)
  if (room.flags.thread !== undefined)
    await (room.flags.message === undefined ? showEarlier(room, conversation, desk) : conversation.skipHistory())
  if (surface.keys) await desk.refresh(signal).catch(() => undefined)
  return { conversation, outbox, desk, follow: conversation.follow(after) }
}

function greet({ opened, flags, connection: { reader } }: Room, { keys, print }: Surface, width: number): void {
  const gap = keys ? '\n' : ''
  if (opened !== null) print(greeting(opened, width) + gap)
  if (keys) print(wrapped(isCustomer(reader) ? texts.chat.help : texts.chat.helpDecider, width) + gap)
  if (flags.thread !== undefined) print(texts.chat.earlier)
}

function wrapped(text: string, width: number): string {
  return wrapColumns(text, width).join('\n')
}

function greeting({ greeting, suggestions }: ThreadView, width: number): string {
  const examples = suggestions.flatMap((suggestion) => indentedLines(visibleText(suggestion), 2, width))
  const words = [visibleText(greeting), ...(examples.length === 0 ? [] : [texts.chat.suggestions])]
  return [...words.flatMap((text) => wrapColumns(text, width)), ...examples].join('\n')
}

// A plan that waits stands in no message yet: its turn hasn't ended.
async function showEarlier(
  { connection, threadId, signal }: Room,
  conversation: Conversation,
  desk: PlanDesk,
): Promise<void> {
  await conversation.showHistory()
  const waiting = await listPlans(connection.api, 'waiting', signal).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 403) return [] // a key that may only chat
    throw error
  })
  for (const plan of waiting.toReversed()) if (plan.threadId === threadId) desk.take(plan)
}

// Read before the messages: what comes after this number is told by an event, what came before stands in them.
async function lastEvent({ connection, threadId, signal }: Room): Promise<number> {
  let after = 0
  for (;;) {
    const page: readonly KnownEvent[] = await connection.api.listEvents(threadId, after, signal)
    const spoken = page.findLast((event) => event.type === 'run-started' && event.language !== undefined)
    if (spoken?.type === 'run-started' && spoken.language) drawFromNowOnIn(spoken.language)
    const last = page.at(-1)
    if (last === undefined || last.seq <= after) return after
    after = last.seq
  }
}

/** The exit code that a run's end stands for. */
export function exitCodeOf(end: RunEnd | null): number {
  if (end === 'done') return 0
  return end === 'waiting' || end === null ? EXIT.undecided : EXIT.failed
}

/** A plan's card on this screen. */
export function cardFor(
  { context, connection, flags }: Room,
  plan: PlanView,
  extra: Pick<CardOptions, 'before' | 'keys' | 'details' | 'explained' | 'beside'>,
): string {
  const card = renderPlanCard(plan, {
    width: Math.min(widthOf(context.streams), 80),
    unicode: context.unicode,
    reader: connection.reader,
    clock: { now: context.now() },
    connection: sameConnection(flags),
    ...extra,
  })
  return `\n${painted(card, context)}\n`
}

// Colour only helps: the marks and words say all of it, and there is none in a pipe or under NO_COLOR.
function painted(card: string, { streams }: CommandContext): string {
  const paint = (format: 'bold' | 'yellow', text: string): string => styleText(format, text, { stream: streams.output })
  return card
    .split('\n')
    .map((line, row) => (row === 0 ? paint('bold', line) : / ! /.test(line) ? paint('yellow', line) : line))
    .join('\n')
}

/** What to type to come back to this conversation. */
export function resumeCommand({ threadId, flags }: Room): string {
  return `npx parley chat --thread ${threadId}${sameConnection(flags)}`
}
