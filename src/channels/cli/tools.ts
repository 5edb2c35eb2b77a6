import type { Command } from 'commander'
import { AppError, EXIT } from '#core/errors.ts'
import type { ToolView } from '#contract/tool.ts'
import { nearest } from '#text/nearest.ts'
import { clockText } from '#cards/drawing/clock-text.ts'
import { stoppedWhat, toolTexts as texts } from '#cards/texts/tool-texts.ts'
import { visibleLine, visibleText } from '#cards/drawing/visible-text.ts'
import type { Client } from '../client/client.ts'
import { type CommandContext, type ConnectionFlags, type Finish, say, sayJson, withConnection } from './command.ts'
import { connect } from './connect.ts'
import { Terminal } from './terminal.ts'
import * as wire from '#contract/wire.ts'
import { addToolsProbe } from './tools-probe.ts'

interface ToolsFlags extends ConnectionFlags {
  readonly json?: boolean
  readonly yes?: boolean
}

/** `parley tools`: what servers offer, how it differs from what was accepted, and accepting it. */
export function addTools(program: Command, context: CommandContext, finish: Finish): void {
  const tools = program.command('tools').description('The tools of your agents.').helpCommand(false)
  tools.addHelpText('after', EXAMPLES)
  const who = 'operator unless you say'

  withConnection(tools.command('list'), who)
    .description('Every tool, and whether it is as it was accepted.')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ToolsFlags) => finish(await list(context, flags)))

  withConnection(tools.command('diff'), who)
    .description('How tools differ from what was accepted. Exit code 1 where one does.')
    .argument('[tool...]', 'such as shop/refunds.create; all of them unless you say')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], flags: ToolsFlags) => finish(await diff(context, names, flags)))

  withConnection(tools.command('accept'), who)
    .description('Accept tools as their servers offer them now, after showing the difference.')
    .argument('[tool...]', 'such as shop/refunds.create; all that wait unless you say')
    .option('--yes', 'without asking, for scripts')
    .option('--json', 'print what was accepted as JSON; takes --yes')
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], flags: ToolsFlags) => finish(await accept(context, names, flags)))

  addToolsProbe(tools, context, finish)
}

const EXAMPLES = `
Examples:
  $ parley tools list
  $ parley tools diff shop/refunds.create
  $ parley tools accept shop/refunds.create
  $ parley tools accept --yes --key "$PARLEY_KEY"
  $ parley tools probe shop/refunds.create`

async function list(context: CommandContext, flags: ToolsFlags): Promise<number> {
  const { api } = await connect(context.config(), flags, context.signal, { otherwise: 'operator' })
  const { tools } = await api.ask(wire.listTools, {}, { signal: context.signal })
  if (flags.json === true) sayJson(context, tools)
  else for (const tool of tools) say(context, lineOf(tool, context))
  return 0
}

function lineOf({ tool, state, accepted, stop }: ToolView, { now }: CommandContext): string {
  const clock = { now: now() }
  const said = [
    texts.states[state],
    ...(accepted && state === 'accepted'
      ? [texts.acceptedBy(visibleText(accepted.by), clockText(accepted.at, clock))]
      : []),
    ...(stop ? [`${texts.stopped.toUpperCase()} (${stoppedWhat(stop)}, ${visibleText(stop.stoppedBy)})`] : []),
  ]
  return `${visibleText(tool)}: ${said.join('. ')}`
}

async function diff(context: CommandContext, names: readonly string[], flags: ToolsFlags): Promise<number> {
  const { api } = await connect(context.config(), flags, context.signal, { otherwise: 'operator' })
  const waiting = waitingOf(await named(api, names, context.signal))
  if (flags.json === true) sayJson(context, waiting)
  else if (waiting.length === 0) say(context, texts.nothingWaits)
  else show(context, waiting)
  return waiting.length === 0 ? 0 : EXIT.failed
}

async function accept(context: CommandContext, names: readonly string[], flags: ToolsFlags): Promise<number> {
  const { signal } = context
  // A yes is to what was shown, and JSON shows nothing before it.
  if (flags.json === true && flags.yes !== true) throw new AppError(texts.jsonNeedsYes, { code: 'usage' })
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const all = await named(api, names, signal)
  const gone = names.length > 0 ? all.find(({ offered }) => offered === null) : undefined
  if (gone) throw new AppError(texts.notOffered(visibleText(gone.tool)), { code: 'tool-not-offered' })
  const waiting = waitingOf(all)
  if (waiting.length === 0) {
    if (flags.json === true) sayJson(context, [])
    else say(context, texts.nothingWaits)
    return 0
  }
  if (flags.json !== true) show(context, waiting)
  if (flags.yes !== true && !(await isYes(context, waiting.length))) {
    say(context, texts.notAccepted)
    return EXIT.failed
  }
  const accepted: ToolView[] = []
  for (const { tool, offered, sample } of waiting) {
    const body = { tool, hash: offered ?? '', sample }
    accepted.push((await api.ask(wire.acceptTool, { body }, { signal })).tool)
    if (flags.json !== true) say(context, texts.accepted(visibleText(tool)))
  }
  if (flags.json === true) sayJson(context, accepted)
  return 0
}

async function isYes({ streams }: CommandContext, count: number): Promise<boolean> {
  using terminal = new Terminal(streams, () => undefined)
  if (!terminal.isInteractive) throw new AppError(texts.needsYes, { code: 'usage' })
  return (await terminal.ask(texts.askAccept(count)))?.trim().toLowerCase() === 'yes'
}

async function named(api: Client, names: readonly string[], signal: AbortSignal): Promise<readonly ToolView[]> {
  const { tools } = await api.ask(wire.listTools, {}, { signal })
  const known = tools.map(({ tool }) => tool)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new AppError(texts.noTool(visibleText(unknown), nearest(unknown, known)), { code: 'usage' })
  }
  return names.length === 0 ? tools : tools.filter(({ tool }) => names.includes(tool))
}

function waitingOf(tools: readonly ToolView[]): readonly ToolView[] {
  return tools.filter(({ state, sample }) => state === 'changed' || state === 'new' || sample !== null)
}

// What a tool server wrote is shown as text alone: nothing in it moves the cursor or hides.
function show(context: CommandContext, tools: readonly ToolView[]): void {
  for (const { tool, state, address, changes, diff: lines } of tools) {
    say(context, `${visibleText(tool)}: ${state === 'accepted' ? texts.sampleWaits : texts.states[state]}`)
    say(context, `  ${texts.address}: ${visibleText(address)}`)
    for (const change of state === 'new' ? [texts.isNew] : changes) say(context, `  ${visibleText(change)}`)
    say(context, '')
    for (const line of lines) say(context, `  ${visibleLine(line)}`)
    say(context, '')
  }
}
