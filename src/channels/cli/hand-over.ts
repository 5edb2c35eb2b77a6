import type { Command } from 'commander'
import { randomUUID } from 'node:crypto'
import { AppError } from '#core/errors.ts'
import type { HandOverView } from '#contract/hand-over.ts'
import { clockText } from '#cards/drawing/clock-text.ts'
import { agoText, handOverTexts } from '#cards/texts/hand-over-texts.ts'
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
import { answerHandOver, changeHandOver, listHandOvers, readConversation } from '../client/hand-over-calls.ts'
import type { MessageView } from '#contract/message.ts'
import { indentedLines } from './text-columns.ts'

interface HandOverFlags extends ConnectionFlags {
  readonly json?: boolean
}

const texts = handOverTexts.terminal
const ACTS = ['list', 'read', 'take', 'answer', 'release', 'close'] as const
type Act = (typeof ACTS)[number]

/** `parley hand-over`: conversations that wait for a person: read one, take it, answer, put it back, close it. */
export function addHandOver(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('hand-over'), 'customer unless you say')
    .description('Conversations that wait for a person: read one, take it, answer, put it back, close it.')
    .argument('<act>', ACTS.join(', '))
    .argument('[id]', 'which one, or the end of its id as parley queue shows it')
    .argument('[text...]', 'what you answer')
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
  $ parley hand-over close 4F0C --as support-lead`

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
    const all = await listHandOvers(api, signal)
    if (flags.json === true) return sayJson(context, all)
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
  const changed = await changeHandOver(api, one.id, act, signal)
  if (flags.json === true) return sayJson(context, changed)
  say(context, { take: texts.taken(name), release: texts.released, close: texts.closed }[act])
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
export function handOverRow({ id, requester, asked, askedAt, takenBy }: HandOverView, now: Date): string {
  const words = `“${visibleText(foldText(asked.replaceAll(/\s+/gu, ' '), 120))}”`
  const state = takenBy === null ? texts.waits : texts.has(visibleText(takenBy.name))
  return [shortPlanId(id), visibleText(requester.name), words, agoText(askedAt, now), state].join('  ')
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
  for (const message of messages) {
    const who = message.role === 'user' ? one.requester.name : (message.by?.name ?? handOverTexts.agent)
    say(context, `${visibleText(who)}, ${clockText(message.createdAt, clock)}`)
    const plans = message.parts.flatMap((part) => (part.type === 'plan' ? texts.plan(shortPlanId(part.planId)) : []))
    const said = answerText(message, () => null, width - 2)
    for (const text of [...plans, ...(said === '' ? [] : said.split('\n'))])
      say(context, indentedLines(visibleText(text), 2, width).join('\n'))
  }
}
