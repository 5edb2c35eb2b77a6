import type { Command } from 'commander'
import { AppError, EXIT } from '#core/errors.ts'
import { texts } from '#cards/texts/texts.ts'
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
import { editedText } from './decide-plan.ts'
import { type EditFlags, changesOfFlags } from './edit-flags.ts'
import { findPlan } from './find-plan.ts'
import { leadText } from './lead-text.ts'
import { renderPlanCard } from './plan-card.ts'
import { refusedPress, type RefusedPress } from '#cards/drawing/refused-press.ts'

interface DecideFlags extends ConnectionFlags, EditFlags {
  readonly yes?: boolean
  readonly no?: boolean
  readonly digest: string
  readonly reason?: string
  readonly note?: string
  readonly json?: boolean
}

/** `parley decide`: answers one plan, for scripts. Nothing is asked, and the plan must be the one that was seen. */
export function addDecide(program: Command, context: CommandContext, finish: Finish): void {
  const command = withConnection(program.command('decide'), 'who answers; customer unless you say')
    .argument('<plan>', 'its id, or at least 4 characters of its beginning or end')
    .description('Answer a plan from a script: yes, no or a change, to exactly the plan that was shown.')
    .option('--yes', 'say yes')
    .requiredOption('--digest <code>', 'the code of the plan as it was shown (parley queue --full)')
    .option('--set <step/argument=value…>', 'change a value, such as --set 1/amount=25.00; again for another', listed)
    .option('--leave-out <step>', 'leave a step out; again for another', listed)
    .option('--reason <code>', 'with --no: why, one of the reasons that the plan gives')
    .option('--note <text>', 'a note for the record')
    .option('--json', 'print the plan as JSON')
    .addHelpText('after', EXAMPLES)
  command.option('--no', 'say no')
  command.action(async (plan: string, flags: DecideFlags) => finish(await decide(context, plan, flags)))
}

const EXAMPLES = `
Reasons are the agent's own: rejectReasons in its agent.yaml, and of each plan in parley queue --json. The example
agent has wrong-amount, not-eligible, suspicious and other.

Exit codes: 0 your answer counted, 1 it changed nothing (somebody was first, it changed, its time is over), 2 used wrongly.

A change is no yes: the plan is judged again and gets another code, and somebody says yes or no to that.

Examples:
  $ parley queue --as support-lead --full
  $ parley decide 8F2A --yes --digest sha256:3f9a… --as support-lead
  $ parley decide 8F2A --set 1/amount=25.00 --leave-out 2 --digest sha256:3f9a… --as support-lead
  $ parley decide 8F2A --no --reason not-eligible --digest sha256:3f9a… --as support-lead`

async function decide(context: CommandContext, planText: string, flags: DecideFlags): Promise<number> {
  const isYes = flags.yes === true
  const isNo = flags.no === true
  const isEdit = flags.set !== undefined || flags.leaveOut !== undefined
  if ([isYes, isNo, isEdit].filter(Boolean).length !== 1)
    throw new AppError('Say one of --yes, --no, or changes with --set and --leave-out.', { code: 'usage' })
  if (!isNo && flags.reason !== undefined) throw new AppError('--reason goes with --no.', { code: 'usage' })
  const { api, reader } = await connect(context.config(), flags, context.signal)
  const plan = await findPlan(api, planText, { first: 'waiting', signal: context.signal })
  const decision = {
    decision: isEdit ? 'edit' : isYes ? 'approve' : 'reject',
    ...(isEdit && { changes: changesOfFlags(plan, flags) }),
    reason: flags.reason ?? null,
    note: flags.note ?? null,
  } as const
  const decided = await api
    .decidePlan({ id: plan.id, digest: flags.digest }, decision, context.signal)
    .catch((error: unknown) => refusedWith(error))
  if ('words' in decided) {
    const lead = leadText(decided, { server: api.server, planId: plan.id })
    const next = lead === '' ? texts.decide.leads.lookAgain(plan.id) : lead
    context.streams.errors.write(`${decided.words}\n${next}\n`)
    return EXIT.failed
  }
  if (flags.json === true) sayJson(context, decided)
  else {
    const width = Math.min(widthOf(context.streams), 80)
    const clock = { now: context.now() }
    say(context, isEdit ? editedText(decided) : isNo ? texts.decide.youSaidNo : texts.decide.youSaidYes)
    say(context, renderPlanCard(decided, { width, unicode: context.unicode, reader, clock, keys: false }))
  }
  return 0
}

function refusedWith(error: unknown): RefusedPress {
  if (!(error instanceof AppError)) throw error
  return refusedPress(error)
}

function listed(typed: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), typed]
}
