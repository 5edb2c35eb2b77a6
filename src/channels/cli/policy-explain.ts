import type { Command } from 'commander'
import { EXIT } from '#core/errors.ts'
import type { ExplainedRuleView, ExplainedVerdictView, ExplanationView } from '#contract/explanation.ts'
import {
  currencyText,
  partText,
  ruleText,
  sinceText,
  toldOfWhole,
  explanationNotes,
} from '#cards/drawing/explained-rules.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import {
  type CommandContext,
  type ConnectionFlags,
  type Finish,
  say,
  sayJson,
  widthOf,
  withConnection,
} from './command.ts'
import { connect } from './connect.ts'
import { findPlan } from './find-plan.ts'
import { outcomeText } from './outcome-text.ts'
import * as wire from '#contract/wire.ts'
import { indentedLines, wrapColumns } from './text-columns.ts'

interface ExplainFlags extends ConnectionFlags {
  readonly json?: boolean
}

/** `parley policy explain`: which rule decided on a stored plan, and which part of its condition made it so. */
export function addPolicyExplain(policy: Command, context: CommandContext, finish: Finish): void {
  withConnection(policy.command('explain'), 'operator unless you say')
    .description('Say which rule decided on each step of a plan, and which part of its condition made it so.')
    .argument('<plan>', 'its id, or at least 4 characters of its beginning or end')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (plan: string, flags: ExplainFlags) => finish(await explain(context, plan, flags)))
}

const EXAMPLES = `
The rules and all that they looked at are those of the time when the plan was judged, whatever they are today.

Exit codes: 0 explained, 1 it can't be, or the result differs when judged again, 2 used wrongly.

Examples:
  $ parley policy explain 8F2A
  $ parley policy explain 8F2A --as support-lead
  $ parley policy explain 8F2A --json | jq '.effects[].rules'`

const words = texts.rules.explain

async function explain(context: CommandContext, typed: string, flags: ExplainFlags): Promise<number> {
  const { signal } = context
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const plan = await findPlan(api, typed, { first: 'waiting', signal })
  const explanation = await api.ask(wire.explainPlan, { planId: plan.id }, { signal })
  if (flags.json === true) sayJson(context, explanation)
  else for (const line of explanationLines(explanation, widthOf(context.streams))) say(context, line)
  return explanation.agrees === false ? EXIT.failed : 0
}

function explanationLines(explained: ExplanationView, width: number): readonly string[] {
  const { planId, title, effects } = explained
  const whole = toldOfWhole(explained)
  return [
    ...wrapColumns(words.title(shortPlanId(planId), visibleText(title)), width),
    ...effects.flatMap((effect) => [
      '',
      ...verdictLines(words.step(effect.index + 1, visibleText(effect.title)), effect, width),
    ]),
    ...(whole !== null ? ['', ...verdictLines(words.whole, whole, width)] : []),
    '',
    ...explanationNotes(explained).flatMap((note) => wrapColumns(note, width)),
  ]
}

function verdictLines(what: string, { verdict, rules }: ExplainedVerdictView, width: number): readonly string[] {
  return [
    ...wrapColumns(words.outcome(what, outcomeText(verdict)), width),
    ...(verdict.reasons.length === 0 ? [] : indentedLines(visibleText(words.because(verdict.reasons)), 2, width)),
    ...rules.flatMap((rule) => ruleLines(rule, width)),
  ]
}

function ruleLines(rule: ExplainedRuleView, width: number): readonly string[] {
  const { at, parts } = rule
  const place = at === null ? '' : words.at(at.file, at.line)
  const since = sinceText(rule)
  return [
    ...indentedLines(
      visibleText(`${ruleText(rule)}${place}${currencyText(rule)}:`.replace(/:$/, parts.length === 0 ? '.' : ':')),
      2,
      width,
    ),
    ...parts.flatMap((part) => indentedLines(visibleText(partText(part)), 4, width)),
    ...(since === null ? [] : indentedLines(since, 4, width)),
  ]
}
