import type { Command } from 'commander'
import { AppError } from '#core/errors.ts'
import { texts } from '#cards/texts/texts.ts'
import type { HandOverView } from '#contract/hand-over.ts'
import type { PlanView } from '#contract/plan.ts'
import { planHeading } from '#cards/drawing/plan-heading.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { type Clock, deadlineText } from '#cards/drawing/clock-text.ts'
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
import { listHandOvers } from '../client/hand-over-calls.ts'
import { handOverTexts } from '#cards/texts/hand-over-texts.ts'
import { handOverRow, showHandOvers } from './hand-over.ts'
import { renderPlanCard } from './plan-card.ts'
import { conversationsOf, type EqualRequests } from '#cards/drawing/queue-order.ts'
import { stateText } from '#cards/drawing/plan-state.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import { waitingPlans } from './waiting-plans.ts'

interface QueueFlags extends ConnectionFlags {
  readonly full?: boolean
  readonly watch?: boolean
  readonly json?: boolean
}

/** `parley queue`: what waits for whoever asks: first what nobody knows the outcome of, then the riskiest. */
export function addQueue(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('queue'), 'customer unless you say')
    .description(
      'What waits for you, one line for each: plans for your yes or your word on what happened, and people who wait for a person.',
    )
    .option('--full', 'the whole card of each plan, and how to answer it')
    .option('--watch', 'stay, and show what comes and goes')
    .option('--json', 'print the plans as JSON; hand-over list --json prints the people')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: QueueFlags) => {
      const connection = await connect(context.config(), flags, context.signal)
      await (flags.watch === true ? watch(context, flags, connection) : once(context, flags, connection))
      finish(0)
    })
}

const EXAMPLES = `
Examples:
  $ parley queue --as support-lead
  $ parley queue --as support-lead --full
  $ parley queue --as support-lead --watch
  $ parley queue --as support-lead --json | jq -r '.[] | "\\(.id) \\(.title)"'`

async function once(context: CommandContext, flags: QueueFlags, connection: Connection): Promise<void> {
  const [{ unknown, undecided, others }, handOvers] = await Promise.all([
    waitingPlans(connection, context.signal),
    flags.json === true ? [] : listHandOvers(connection.api, context.signal),
  ])
  if (flags.json === true) return sayJson(context, [...unknown, ...undecided.flatMap(({ all }) => all)])
  const plans = [...unknown.map(byItself), ...undecided]
  if (plans.length === 0 && handOvers.length === 0) {
    return say(context, others === 0 ? texts.queue.empty : texts.queue.emptyOthers(others))
  }
  if (plans.length > 0) say(context, texts.queue.waitsForYou(plans.length))
  for (const equals of plans) show(equals, { context, flags, connection })
  if (handOvers.length > 0) showHandOvers({ context, flags }, handOvers)
}

function byItself(plan: PlanView): EqualRequests {
  return { first: plan, all: [plan] }
}

const LOOK_MS = 2_000

/** What waits for a reader: plans, the riskiest first, and people, who waits longest first. */
interface Waiting {
  readonly plans: ReadonlyMap<string, EqualRequests>
  readonly people: ReadonlyMap<string, HandOverView>
}

const NOTHING: Waiting = { plans: new Map(), people: new Map() }

// A server that goes away is waited for: whoever watches wants to know what comes when it is back.
async function watch(context: CommandContext, flags: QueueFlags, connection: Connection): Promise<void> {
  const { signal } = context
  const place = { context, flags, connection }
  let known: Waiting | null = null
  let isLost = false
  note(place, texts.queue.watching)
  while (!signal.aborted) {
    const now = await waitingNow(connection, signal)
    if (now === null && !isLost) note(place, texts.chat.lostServer(connection.api.server))
    if (now !== null && isLost) note(place, texts.chat.back)
    isLost = now === null
    if (now !== null) {
      if (known === null && now.plans.size + now.people.size === 0) note(place, texts.queue.empty)
      showChanges((known ?? NOTHING).plans, now.plans, place)
      showPeople((known ?? NOTHING).people, now.people, place)
      known = now
    }
    await pause(LOOK_MS, signal)
  }
}

function showChanges(known: Waiting['plans'], now: Waiting['plans'], place: Place): void {
  for (const { first: plan } of known.values()) {
    if (!now.has(plan.id)) note(place, texts.queue.noLonger(visibleText(plan.title), shortPlanId(plan.id)))
  }
  for (const equals of now.values()) {
    const { first: plan } = equals
    const before = known.get(plan.id)?.first
    if (before?.digest === plan.digest && before.status === plan.status) continue
    if (place.flags.json === true) say(place.context, JSON.stringify(plan))
    else show(equals, place)
  }
}

// Who comes, is taken by somebody, put back, or is done with.
function showPeople(known: Waiting['people'], now: Waiting['people'], place: Place): void {
  const { terminal } = handOverTexts
  for (const { id, requester } of known.values()) {
    if (!now.has(id)) note(place, terminal.noLonger(visibleText(requester.name), shortPlanId(id)))
  }
  for (const one of now.values()) {
    const before = known.get(one.id)
    if (before && before.takenBy?.id === one.takenBy?.id) continue
    note(place, handOverRow(one, place.context.now()))
    if (!before) note(place, terminal.toTake(shortPlanId(one.id), sameConnection(place.flags)))
  }
}

/** What waits for this reader; null where the server can't be asked just now. */
async function waitingNow(connection: Connection, signal: AbortSignal): Promise<Waiting | null> {
  try {
    const [{ unknown, undecided }, people] = await Promise.all([
      waitingPlans(connection, signal),
      listHandOvers(connection.api, signal),
    ])
    return {
      plans: new Map([...unknown.map(byItself), ...undecided].map((equals) => [equals.first.id, equals])),
      people: new Map(people.map((one) => [one.id, one])),
    }
  } catch (error) {
    if (signal.aborted || (error instanceof AppError && error.retryable)) return null
    throw error
  }
}

// Words beside the plans, which a program that reads JSON has no use for.
function note({ context, flags }: Place, text: string): void {
  if (flags.json !== true && !context.signal.aborted) say(context, text)
}

interface Place {
  readonly context: CommandContext
  readonly flags: QueueFlags
  readonly connection: Connection
}

function show(equals: EqualRequests, { context, flags, connection }: Place): void {
  const clock = { now: context.now() }
  const { first: plan } = equals
  if (flags.full !== true) return say(context, rowOf(equals, connection.reader, clock))
  const same = sameConnection(flags)
  const { unicode, streams } = context
  const width = Math.min(widthOf(streams), 80)
  const card = renderPlanCard(plan, {
    width,
    unicode,
    reader: connection.reader,
    clock,
    keys: false,
    connection: same,
  })
  say(context, `\n${card}`)
  if (plan.status !== 'waiting') return
  const command = `npx parley decide ${shortPlanId(plan.id)} --yes --digest ${plan.digest ?? ''}${same}`
  say(context, `${texts.queue.toDecide}\n  ${command}`)
}

function rowOf({ first: plan, all }: EqualRequests, reader: Viewer, clock: Clock): string {
  const title = visibleText(foldText(planHeading(plan), 400))
  const by = plan.expiresAt === null ? texts.queue.noDeadline : texts.card.answerBy(deadlineText(plan.expiresAt, clock))
  const cells = plan.status === 'waiting' ? [title, by] : [`${stateText(plan, reader, clock)}: ${title}`]
  const again = all.length > 1 ? [texts.queue.timesAsked(all.length, conversationsOf(all))] : []
  return [shortPlanId(plan.id), cells[0], visibleText(plan.requester.name), ...cells.slice(1), ...again].join('  ')
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
}
