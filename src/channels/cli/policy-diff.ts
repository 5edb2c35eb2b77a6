import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { AppError, EXIT } from '#core/errors.ts'
import type { PolicyDiffView } from '#contract/policy-diff.ts'
import * as wire from '#contract/wire.ts'
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
import { diffLines } from './policy-diff-lines.ts'

interface DiffFlags extends ConnectionFlags {
  readonly agent?: string
  readonly last?: number
  readonly json?: boolean
}

const words = texts.rules.diff
const WHO = 'operator unless you say'
/** Ten thousand plans are judged in some seconds; a machine may be busy. */
const DIFF_MS = 300_000

/** `parley policy diff`: what candidate rules would have said of the plans that there were. */
export function addPolicyDiff(policy: Command, context: CommandContext, finish: Finish): void {
  withConnection(policy.command('diff'), WHO)
    .description('List the stored plans that other rules would have decided differently. Nothing is done.')
    .argument('<file>', 'the rules, in the place of policy.cedar')
    .option('--agent <name>', 'whose rules; may be left out where there is one agent')
    .option('--last <plans>', 'how many plans to go back, 10,000 at most (1000)', wholeNumber)
    .option('--json', 'print it as JSON')
    .addHelpText('after', DIFF_EXAMPLES)
    .action(async (file: string, flags: DiffFlags) => finish(await diff(context, file, flags)))
}

const DIFF_EXAMPLES = `
Plans are judged again by what they were judged by: no tool is called, and nothing changes. For operators and auditors.

Exit codes: 0 no decision would change, 1 one would, or it can't be told, 2 used wrongly.

Examples:
  $ parley policy diff candidate.cedar
  $ parley policy diff candidate.cedar --agent support --last 5000
  $ parley policy diff candidate.cedar --json | jq .kinds`

/** `parley policy shadow`: what the rules in policy.shadow.cedar said beside those that count. */
export function addPolicyShadow(policy: Command, context: CommandContext, finish: Finish): void {
  withConnection(policy.command('shadow'), WHO)
    .description("List the plans that an agent's rules on trial would have decided differently.")
    .option('--agent <name>', 'whose rules; may be left out where there is one agent')
    .option('--json', 'print it as JSON')
    .addHelpText('after', SHADOW_EXAMPLES)
    .action(async (flags: DiffFlags) => finish(await shadow(context, flags)))
}

const SHADOW_EXAMPLES = `
Rules on trial stand in policy.shadow.cedar in the agent's folder. They are asked about every plan and never heard.

Exit codes: 0 they agreed each time, 1 they didn't, or have mistakes, 2 used wrongly.

Examples:
  $ parley policy shadow
  $ parley policy shadow --agent support --json`

async function diff(context: CommandContext, file: string, flags: DiffFlags): Promise<number> {
  const { signal } = context
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError(words.noFile(file), { code: 'usage', cause })
  })
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const { agent, last } = flags
  const body = { file, text, ...(agent !== undefined && { agent }), ...(last !== undefined && { last }) }
  const view = await api.ask(wire.diffPolicy, { body }, { signal, replyMs: DIFF_MS })
  return show(context, view, { flags, broken: words.broken(file) })
}

async function shadow(context: CommandContext, flags: DiffFlags): Promise<number> {
  const { signal } = context
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const view = await api.ask(wire.readShadow, { agent: flags.agent }, { signal, replyMs: DIFF_MS })
  return show(context, view, { flags, broken: words.shadowBroken })
}

function show(
  context: CommandContext,
  view: PolicyDiffView,
  { flags, broken }: { readonly flags: DiffFlags; readonly broken: string },
): number {
  if (flags.json === true) sayJson(context, view)
  else for (const line of diffLines(view, { broken, width: widthOf(context.streams) })) say(context, line)
  return view.problems.length === 0 && view.changed === 0 ? 0 : EXIT.failed
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > 10_000) throw new InvalidArgumentError('1 to 10000.')
  return Number(text)
}
