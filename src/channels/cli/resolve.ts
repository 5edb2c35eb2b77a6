import type { Command } from 'commander'
import { AppError } from '#core/errors.ts'
import type { NewResolution } from '#contract/decision.ts'
import { texts } from '#cards/texts/texts.ts'
import type { PlanView } from '#contract/plan.ts'
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
import { connect } from './connect.ts'
import { findPlan } from './find-plan.ts'
import { renderPlanCard } from './plan-card.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

interface ResolveFlags extends ConnectionFlags {
  readonly happened?: boolean
  readonly didNot?: boolean
  readonly lookAgain?: boolean
  readonly note: string
  readonly json?: boolean
}

/** `parley resolve`: a person's word on a step whose outcome nobody knows. The plan then goes on, or stops. */
export function addResolve(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('resolve'), 'operator unless you say')
    .description('Say what became of a step that nobody knows of, after you have looked.')
    .argument('<plan>', 'its id, or at least 4 characters of its beginning or end')
    .argument('<step>', 'its number on the card, from 1')
    .option('--happened', 'it happened: the plan goes on after it')
    .option('--did-not', 'it did not happen: the plan stops there')
    .option('--look-again', 'have it looked for once more')
    .requiredOption('--note <text>', 'for the record: where you looked, and what you found')
    .option('--json', 'print the plan as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (plan: string, step: string, flags: ResolveFlags) => {
      finish(await resolve(context, { plan, step }, flags))
    })
}

const EXAMPLES = `
Exit codes: 0 recorded, 1 it changed nothing (somebody was first, or you may not say it), 2 used wrongly.

Examples:
  $ parley queue --full --as operator
  $ parley resolve 8F2A 1 --happened --note "R-5521 is in the shop"
  $ parley resolve 8F2A 2 --did-not --note "Not in the mail server's log" --as support-lead
  $ parley resolve 8F2A 1 --look-again --note "The shop is back"`

async function resolve(
  context: CommandContext,
  typed: { readonly plan: string; readonly step: string },
  flags: ResolveFlags,
): Promise<number> {
  const { signal } = context
  const outcome = outcomeOf(flags)
  const { api, reader } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const found = await findPlan(api, typed.plan, { first: 'unknown', signal })
  const index = indexOf(found, typed.step)
  const plan = await api.resolveEffect(found, index, { outcome, note: flags.note }, signal)
  if (flags.json === true) sayJson(context, plan)
  else {
    const said = {
      happened: texts.resolve.happened,
      'did-not': texts.resolve.didNot,
      'look-again': texts.resolve.lookAgain,
    }
    say(context, said[outcome](index + 1))
    const width = Math.min(widthOf(context.streams), 80)
    const drawn = { width, unicode: context.unicode, reader, clock: { now: context.now() }, keys: false }
    say(context, renderPlanCard(plan, { ...drawn, connection: sameConnection(flags) }))
  }
  return 0
}

function outcomeOf({ happened, didNot, lookAgain }: ResolveFlags): NewResolution['outcome'] {
  const said: NewResolution['outcome'][] = []
  if (happened === true) said.push('happened')
  if (didNot === true) said.push('did-not')
  if (lookAgain === true) said.push('look-again')
  const [outcome, ...others] = said
  if (outcome === undefined || others.length > 0) throw new AppError(texts.resolve.sayOne, { code: 'usage' })
  return outcome
}

/** Steps count from 1 on screens and from 0 in the API. */
function indexOf({ effects }: PlanView, typed: string): number {
  const effect = /^\d+$/.test(typed) ? effects.find(({ index }) => index === Number(typed) - 1) : undefined
  if (effect === undefined) {
    throw new AppError(texts.resolve.noStep(visibleText(typed), effects.length), { code: 'usage' })
  }
  return effect.index
}
