import { indentedLines } from './text-columns.ts'
import type { Command } from 'commander'
import { EXIT } from '#core/errors.ts'
import type { ReplayStep, ReplayView } from '#contract/replay.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import * as wire from '#contract/wire.ts'
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
import { Terminal } from './terminal.ts'

interface ReplayFlags extends ConnectionFlags {
  readonly step?: boolean
  readonly json?: boolean
}

/** `parley replay`: a stored plan's dry run, run once more over what it read then. */
export function addReplay(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('replay'), 'customer unless you say')
    .description("Run a plan's program again over what it read then, and check that it comes to the same.")
    .argument('<plan>', 'its id, or at least 4 characters of its beginning or end')
    .option('--step', 'wait for Enter before each step (on a terminal)')
    .option('--json', 'print the replay as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (plan: string, flags: ReplayFlags) => finish(await replay(context, plan, flags)))
}

const EXAMPLES = `
Nothing is read and nothing is done: the answers are those that the plan got when it was made.

Exit codes: 0 it comes to the same, 1 it doesn't, or it can't be run, 2 used wrongly.

Examples:
  $ parley replay 8F2A --as support-lead
  $ parley replay 8F2A --step --as operator
  $ parley replay 8F2A --json | jq .differs`

/** An answer may be a megabyte. */
const SHOWN_CHARACTERS = 300

async function replay(context: CommandContext, typed: string, flags: ReplayFlags): Promise<number> {
  const { signal } = context
  const { api } = await connect(context.config(), flags, signal)
  const plan = await findPlan(api, typed, { first: 'waiting', signal })
  const replayed = await api.ask(wire.replayPlan, { planId: plan.id }, { signal: signal })
  if (flags.json === true) sayJson(context, replayed)
  else await show(context, replayed, { title: plan.title, isStepwise: flags.step === true })
  return replayed.differs.length === 0 ? 0 : EXIT.failed
}

async function show(
  context: CommandContext,
  replayed: ReplayView,
  { title, isStepwise }: { readonly title: string; readonly isStepwise: boolean },
): Promise<void> {
  const width = widthOf(context.streams)
  using terminal = isStepwise ? new Terminal(context.streams, () => undefined) : null
  say(context, texts.replay.title(shortPlanId(replayed.planId), visibleText(title)))
  for (const [count, step] of replayed.steps.entries()) {
    if (terminal?.isInteractive === true && (await terminal.ask(texts.replay.next)) === null) break
    say(context, '')
    for (const line of stepLines(step, count + 1, width)) say(context, line)
  }
  say(context, '')
  for (const line of endLines(replayed)) say(context, line)
}

function stepLines(step: ReplayStep, count: number, width: number): readonly string[] {
  const { tool, title, args, at } = step
  const what = step.type === 'read' ? texts.replay.read : texts.replay.write
  const lines = [
    `${count}. ${texts.replay.line(at.line)}, ${what}: ${visibleText(title)}`,
    ...indentedLines(shown(`${tool} ${JSON.stringify(args)}`), 3, width),
  ]
  return step.type === 'read' ? [...lines, ...indentedLines(shown(answerText(step.answer)), 3, width)] : lines
}

function answerText(answer: Extract<ReplayStep, { type: 'read' }>['answer']): string {
  if (!answer.ok) return answer.code === 'withheld' ? texts.replay.withheld : texts.replay.refused(answer.code)
  return answer.value === null ? texts.replay.nothing : texts.replay.answered(JSON.stringify(answer.value))
}

function endLines({ edits, said, failure, digest, digestAgain, differs }: ReplayView): readonly string[] {
  return [
    ...edits.map(editLine),
    ...(said === null ? [] : [texts.replay.said(shown(said))]),
    ...(failure === null ? [] : [texts.replay.failed(visibleText(failure.message), failure.at?.line ?? null)]),
    ...(digest === null ? [texts.replay.noDigest] : []),
    ...(digest !== null && digestAgain === digest ? [texts.replay.sameDigest(digest)] : []),
    ...(digest !== null && digestAgain !== digest ? [texts.replay.otherDigest(digest, digestAgain)] : []),
    differs.length === 0 ? texts.replay.same : texts.replay.differs(differs),
  ]
}

function shown(text: string): string {
  const characters = [...visibleText(text)]
  return characters.length <= SHOWN_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`
}

function editLine(edit: ReplayView['edits'][number]): string {
  const step = edit.effect + 1
  return 'leaveOut' in edit
    ? texts.replay.leftOut(visibleText(edit.by), step)
    : texts.replay.edited(visibleText(edit.by), step, shown(`${edit.path} = ${JSON.stringify(edit.value)}`))
}
