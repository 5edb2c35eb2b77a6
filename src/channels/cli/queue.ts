import type { Command } from 'commander'
import { texts } from '../texts.ts'
import { listPlans } from './api.ts'
import type { PlanView } from './api-shapes.ts'
import { deadlineText } from './clock-text.ts'
import {
  say,
  sayJson,
  widthOf,
  withConnection,
  type CommandContext,
  type ConnectionFlags,
  type Finish,
} from './command.ts'
import { connect, type Connection } from './connect.ts'
import { foldText } from './fold-text.ts'
import { renderPlanCard, shortPlanId } from './plan-card.ts'
import { waitsForReader } from './plan-state.ts'
import { visibleText } from './visible-text.ts'

interface QueueFlags extends ConnectionFlags {
  readonly full?: boolean
  readonly watch?: boolean
  readonly json?: boolean
}

/** `parley queue`: what waits for whoever asks, oldest first. */
export function addQueue(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('queue'), 'customer unless you say')
    .description('What waits for your yes, one line for each plan.')
    .option('--full', 'the whole card of each plan, and how to answer it')
    .option('--watch', 'stay, and show what comes and goes')
    .option('--json', 'print the plans as JSON')
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
  const listed = await listPlans(connection.api, 'waiting', context.signal)
  const plans = listed.filter((plan) => waitsForReader(plan, connection.reader)).toReversed()
  if (flags.json === true) return sayJson(context, plans)
  if (plans.length === 0) {
    const others = listed.length
    return say(context, others === 0 ? texts.queue.empty : texts.queue.emptyOthers(others))
  }
  say(context, texts.queue.waitsForYou(plans.length))
  for (const plan of plans) show(plan, { context, flags, connection })
}

const LOOK_MS = 2_000

async function watch(context: CommandContext, flags: QueueFlags, connection: Connection): Promise<void> {
  let known = new Map<string, PlanView>()
  if (flags.json !== true) say(context, texts.queue.watching)
  for (let first = true; !context.signal.aborted; first = false) {
    if (!first) await pause(LOOK_MS, context.signal)
    if (context.signal.aborted) return
    const listed = (await listPlans(connection.api, 'waiting', context.signal)).toReversed()
    const now = new Map(listed.filter((plan) => waitsForReader(plan, connection.reader)).map((plan) => [plan.id, plan]))
    for (const plan of known.values()) {
      if (!now.has(plan.id) && flags.json !== true) {
        say(context, texts.queue.noLonger(visibleText(plan.title), shortPlanId(plan.id)))
      }
    }
    for (const plan of now.values()) {
      if (known.get(plan.id)?.digest === plan.digest) continue
      if (flags.json === true) say(context, JSON.stringify(plan))
      else show(plan, { context, flags, connection })
    }
    if (first && now.size === 0 && flags.json !== true) say(context, texts.queue.empty)
    known = now
  }
}

interface Place {
  readonly context: CommandContext
  readonly flags: QueueFlags
  readonly connection: Connection
}

function show(plan: PlanView, { context, flags, connection }: Place): void {
  const clock = { now: context.now() }
  if (flags.full !== true) {
    const by =
      plan.expiresAt === null ? texts.queue.noDeadline : texts.card.answerBy(deadlineText(plan.expiresAt, clock))
    const row = [visibleText(foldText(plan.title, 400)), visibleText(plan.requester.name), by].join('  ')
    return say(context, `${shortPlanId(plan.id)}  ${row}`)
  }
  const width = Math.min(widthOf(context.streams), 80)
  const card = renderPlanCard(plan, { width, unicode: context.unicode, reader: connection.reader, clock, keys: false })
  const as = flags.as === undefined ? '' : ` --as ${flags.as}`
  const command = `  parley decide ${shortPlanId(plan.id)} --yes --digest ${plan.digest ?? ''}${as}`
  say(context, `\n${card}\n${texts.queue.toDecide}\n${command}`)
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
}
