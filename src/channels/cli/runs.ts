import * as wire from '#contract/wire.ts'
import type { Command } from 'commander'
import { AppError } from '#core/errors.ts'
import type { DeadLetterView } from '#contract/dead-letter.ts'
import { clockText } from '#cards/drawing/clock-text.ts'
import { toolTexts as texts } from '#cards/texts/tool-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { Client } from '../client/client.ts'
import { type CommandContext, type ConnectionFlags, type Finish, say, sayJson, withConnection } from './command.ts'
import { connect } from './connect.ts'

interface AsideFlags extends ConnectionFlags {
  readonly retry?: string
  readonly json?: boolean
}

/** `parley runs set-aside`: what went wrong on our side again and again, and having it tried again. */
export function addRuns(program: Command, context: CommandContext, finish: Finish): void {
  const runs = program.command('runs').description('What your agents work on.').helpCommand(false)
  runs.addHelpText('after', EXAMPLES)
  withConnection(runs.command('set-aside'), 'operator unless you say')
    .description('List the runs that were set aside, or have one tried again.')
    .option('--retry <run>', 'its id, or at least 4 characters of its beginning or end')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: AsideFlags) => finish(await setAside(context, flags)))
}

const EXAMPLES = `
Exit codes: 0 there is none, or it is queued; 1 there are some, or it isn't set aside any more; 2 used wrongly.

Examples:
  $ parley runs set-aside
  $ parley runs set-aside --retry 9c41`

async function setAside(context: CommandContext, { retry, json, ...flags }: AsideFlags): Promise<number> {
  const { signal } = context
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const { runs } = await api.ask(wire.listAsideRuns, {}, { signal })
  if (retry !== undefined) return tryAgain(context, api, fitting(runs, retry))
  if (json === true) sayJson(context, { runs })
  else if (runs.length === 0) say(context, texts.noneAside)
  else for (const run of runs) say(context, visibleText(lineOf(run, context.now())))
  return runs.length === 0 ? 0 : 1
}

async function tryAgain(context: CommandContext, api: Client, { id }: DeadLetterView): Promise<number> {
  await api.ask(wire.retryRun, { runId: id }, { signal: context.signal })
  say(context, texts.asideQueued(id))
  return 0
}

function fitting(runs: readonly DeadLetterView[], typed: string): DeadLetterView {
  const piece = typed.replaceAll('-', '').toLowerCase()
  if (piece.length < 4) throw new AppError(texts.asideTooShort, { code: 'usage' })
  const found = runs.filter(({ id }) => {
    const plain = id.replaceAll('-', '').toLowerCase()
    return plain.startsWith(piece) || plain.endsWith(piece)
  })
  const [run, ...others] = found
  if (run === undefined) throw new AppError(texts.notAside(visibleText(typed)), { code: 'run-not-found' })
  if (others.length > 0) throw new AppError(texts.asideSeveral(visibleText(typed), found.length), { code: 'usage' })
  return run
}

function lineOf({ id, agent, requester, code, asideAt }: DeadLetterView, now: Date): string {
  const when = texts.asideSince(clockText(asideAt, { now }))
  return `${id}  ${texts.asideRun(requester, agent)}. ${texts.asideWhy(code)} ${when}`
}
