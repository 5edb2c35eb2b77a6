import type { Command } from 'commander'
import { randomUUID } from 'node:crypto'
import { AppError } from '#core/errors.ts'
import { PRIORITIES, type HandOverView } from '#contract/hand-over.ts'
import { clockText } from '#cards/drawing/clock-text.ts'
import { agoText, dueText, handOverTexts } from '#cards/texts/hand-over-texts.ts'
import { handOverSummary } from '#cards/drawing/hand-over-summary.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { answerText } from './answer-text.ts'
import {
  type CommandContext,
  type ConnectionFlags,
  type Finish,
  sameConnection,
  say,
  sayJson,
  widthOf,
  withConnection,
} from './command.ts'
import { type Connection, connect } from './connect.ts'
import { foldText } from './fold-text.ts'
import {
  answerHandOver,
  changeHandOver,
  closeHandOver,
  handOnHandOver,
  listColleagues,
  listHandOvers,
  rankHandOver,
  readConversation,
} from '../client/hand-over-calls.ts'
import type { MessageView } from '#contract/message.ts'
import { indentedLines } from './text-columns.ts'

interface HandOverFlags extends ConnectionFlags {
  readonly json?: boolean
  readonly closed?: boolean
  readonly outcome?: string
  readonly note?: string
  readonly to?: string
  readonly person?: string
  readonly priority?: string
}

const texts = handOverTexts.terminal
const ACTS = ['list', 'read', 'take', 'answer', 'rank', 'release', 'hand-on', 'close'] as const
type Act = (typeof ACTS)[number]

/** `parley hand-over`: conversations that wait for a person: read one, take it, answer, hand it on or back, close it. */
export function addHandOver(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('hand-over'), 'customer unless you say')
    .description('Conversations that wait for a person: read one, take it, answer, hand it on or back, close it.')
    .argument('<act>', ACTS.join(', '))
    .argument('[id]', 'which one, or the end of its id as parley queue shows it')
    .argument('[text...]', 'what you answer')
    .option('--closed', 'list those that are closed, with what came of each')
    .option('--outcome <word>', 'close: what came of it, such as solved')
    .option('--note <text>', 'close, hand-on: what colleagues should know; the customer doesn’t see it')
    .option('--to <role>', 'hand-on: the role that it is for from now on')
    .option('--person <id>', 'hand-on: somebody who holds that role')
    .option('--priority <word>', 'rank: high, normal or low')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (act: string, id: string | undefined, words: readonly string[], flags: HandOverFlags) => {
      const connection = await connect(context.config(), flags, context.signal)
      await work({ context, flags, connection }, knownAct(act), { id, text: words.join(' ') })
      finish(0)
    })
}

const EXAMPLES = `
Examples:
  $ parley hand-over list --as support-lead
  $ parley hand-over read 4F0C --as support-lead
  $ parley hand-over take 4F0C --as support-lead
  $ parley hand-over answer 4F0C "Hello Maya, I am looking into it." --as support-lead
  $ parley hand-over hand-on 4F0C --to finance --note "Wants it on another account." --as support-lead
  $ parley hand-over close 4F0C --outcome solved --as support-lead`

interface Place {
  readonly context: CommandContext
  readonly flags: HandOverFlags
  readonly connection: Connection
}

function knownAct(typed: string): Act {
  const act = ACTS.find((known) => known === typed)
  if (act) return act
  throw new AppError(`"${typed}" is none of ${ACTS.join(', ')}.`, { code: 'usage' })
}

async function work(
  place: Place,
  act: Act,
  { id, text }: { readonly id: string | undefined; readonly text: string },
): Promise<void> {
  const { context, flags, connection } = place
  const { api } = connection
  const { signal } = context
  if (act === 'list') {
    const all = await listHandOvers(api, signal, flags.closed === true ? 'closed' : undefined)
    if (flags.json === true) return sayJson(context, all)
    if (flags.closed === true) return showClosed(context, all)
    return all.length === 0 ? say(context, handOverTexts.none) : showHandOvers(place, all)
  }
  const one = await find(place, id ?? '')
  const name = visibleText(one.requester.name)
  if (act === 'read') {
    const messages = await readConversation(api, one.id, signal)
    if (flags.json === true) return sayJson(context, { ...one, messages })
    return showConversation(place, one, messages)
  }
  if (act === 'answer') {
    const sent = await answerHandOver(api, one.id, { text, key: randomUUID() }, signal)
    return flags.json === true ? sayJson(context, sent) : say(context, texts.sent(name))
  }
  const { changed, told } = await change(place, act, one)
  return flags.json === true ? sayJson(context, changed) : say(context, told)
}

interface Change {
  readonly changed: HandOverView
  readonly told: string
}

async function change(
  { context: { signal }, flags, connection: { api } }: Place,
  act: Exclude<Act, 'list' | 'read' | 'answer'>,
  { id, requester }: HandOverView,
): Promise<Change> {
  const { outcome, note, to: role, person, priority } = flags
  const words = note === undefined ? {} : { note }
  switch (act) {
    case 'take':
      return { changed: await changeHandOver(api, id, act, signal), told: texts.taken(visibleText(requester.name)) }
    case 'release':
      return { changed: await changeHandOver(api, id, act, signal), told: texts.released }
    case 'rank': {
      const rank = PRIORITIES.find((known) => known === priority)
      if (rank === undefined) throw new AppError(texts.whichPriority, { code: 'usage' })
      return { changed: await rankHandOver(api, id, rank, signal), told: texts.ranked(rank) }
    }
    case 'hand-on': {
      if (role === undefined) {
        const roles = await listColleagues(api, id, signal)
        throw new AppError(texts.toWhom(roles.map((one) => one.role)), { code: 'usage' })
      }
      const to = { role, ...(person === undefined ? {} : { person }), ...words }
      return { changed: await handOnHandOver(api, id, to, signal), told: texts.handedOn(visibleText(role)) }
    }
    case 'close': {
      const end = { ...(outcome === undefined ? {} : { outcome }), ...words }
      return { changed: await closeHandOver(api, id, end, signal), told: texts.closed }
    }
  }
}

function showClosed(context: CommandContext, all: readonly HandOverView[]): void {
  if (all.length === 0) return say(context, texts.noneClosed)
  for (const { id, requester, closedBy, closedAt, outcome, outcomeNote } of all) {
    const ended = handOverTexts.closedBy(closedBy?.name ?? '', outcome, agoText(closedAt ?? '', context.now()))
    const note = outcomeNote === null ? [] : [`“${foldText(outcomeNote.replaceAll(/\s+/gu, ' '), 120)}”`]
    say(context, [shortPlanId(id), requester.name, ended, ...note].map(visibleText).join('  '))
  }
}

/** One line for each: who, what they asked, how long ago, and who has it; then how to read the first. */
export function showHandOvers(
  { context, flags }: Pick<Place, 'context' | 'flags'>,
  all: readonly HandOverView[],
): void {
  say(context, texts.waiting(all.length))
  for (const one of all) say(context, handOverRow(one, context.now()))
  const [first] = all
  if (first) say(context, texts.toTake(shortPlanId(first.id), sameConnection(flags)))
}

/** One that waits, in one line. */
export function handOverRow(
  { id, requester, asked, askedAt, takenBy, dueAt, priority }: HandOverView,
  now: Date,
): string {
  const due = takenBy === null && dueAt !== null ? [dueText(dueAt, now).text] : []
  const rank = priority === 'normal' ? [] : [handOverTexts.priorities[priority].toLowerCase()]
  const words = `“${visibleText(foldText(asked.replaceAll(/\s+/gu, ' '), 120))}”`
  const state = takenBy === null ? texts.waits : texts.has(visibleText(takenBy.name))
  return [shortPlanId(id), visibleText(requester.name), words, agoText(askedAt, now), state, ...due, ...rank].join('  ')
}

async function find({ context, connection }: Place, typed: string): Promise<HandOverView> {
  const all = await listHandOvers(connection.api, context.signal)
  const piece = typed.replaceAll('-', '').toLowerCase()
  const fitting = piece.length < 4 ? [] : all.filter(({ id }) => id.replaceAll('-', '').endsWith(piece))
  const [one] = fitting
  if (fitting.length > 1)
    throw new AppError(
      texts.ambiguous(
        visibleText(typed),
        fitting.map(({ id }) => id),
      ),
      { code: 'usage' },
    )
  if (!one) throw new AppError(texts.unknown(visibleText(typed)), { code: 'not-found' })
  return one
}

function showConversation({ context }: Place, one: HandOverView, messages: readonly MessageView[]): void {
  const width = widthOf(context.streams)
  const clock = { now: context.now() }
  if (messages.length === 0) return say(context, texts.empty)
  const { asked, tried, open } = handOverSummary(messages)
  for (const [name, lines] of [
    [handOverTexts.asked, asked],
    [handOverTexts.tried, tried],
    [handOverTexts.open, open],
  ] as const)
    say(context, indentedLines(visibleText(`${name}: ${lines.join('; ')}`), 0, width).join('\n'))
  say(context, '')
  for (const message of messages) {
    const who = message.role === 'user' ? one.requester.name : (message.by?.name ?? handOverTexts.agent)
    say(context, `${visibleText(who)}, ${clockText(message.createdAt, clock)}`)
    const plans = message.parts.flatMap((part) => (part.type === 'plan' ? texts.plan(shortPlanId(part.planId)) : []))
    const said = answerText(message, () => null, width - 2)
    for (const text of [...plans, ...(said === '' ? [] : said.split('\n'))])
      say(context, indentedLines(visibleText(text), 2, width).join('\n'))
  }
}
