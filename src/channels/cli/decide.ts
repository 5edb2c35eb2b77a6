import type { Command } from 'commander'
import { AppError, EXIT } from '#errors.ts'
import { texts } from '../texts.ts'
import { decidePlan } from './api.ts'
import {
  say,
  sayJson,
  widthOf,
  withConnection,
  type CommandContext,
  type ConnectionFlags,
  type Finish,
} from './command.ts'
import { connect } from './connect.ts'
import { findPlan } from './find-plan.ts'
import { renderPlanCard } from './plan-card.ts'

interface DecideFlags extends ConnectionFlags {
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
    .description('Answer a plan from a script: yes or no, to exactly the plan that was shown.')
    .option('--yes', 'say yes')
    .requiredOption('--digest <code>', 'the code of the plan as it was shown (parley queue --full)')
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

Examples:
  $ parley queue --as support-lead --full
  $ parley decide 8F2A --yes --digest sha256:3f9a… --as support-lead
  $ parley decide 8F2A --no --reason not-eligible --digest sha256:3f9a… --as support-lead`

async function decide(context: CommandContext, planText: string, flags: DecideFlags): Promise<number> {
  const isYes = flags.yes === true
  const isNo = flags.no === true
  if (isYes === isNo) throw new AppError('Say either --yes or --no.', { code: 'usage' })
  if (isYes && flags.reason !== undefined) throw new AppError('--reason goes with --no.', { code: 'usage' })
  const { api, reader } = await connect(context.config(), flags, context.signal)
  const plan = await findPlan(api, planText, { first: 'waiting', signal: context.signal })
  const result = await decidePlan(
    api,
    plan.id,
    {
      digest: flags.digest,
      decision: isYes ? 'approve' : 'reject',
      reason: flags.reason ?? null,
      note: flags.note ?? null,
    },
    context.signal,
  )
  if (result.outcome !== 'decided') {
    context.streams.errors.write(`${result.message}\n`)
    return EXIT.failed
  }
  if (flags.json === true) sayJson(context, result.plan)
  else {
    const width = Math.min(widthOf(context.streams), 80)
    const clock = { now: context.now() }
    say(context, isNo ? texts.decide.youSaidNo : texts.decide.youSaidYes)
    say(context, renderPlanCard(result.plan, { width, unicode: context.unicode, reader, clock, keys: false }))
  }
  return 0
}
