import type { Command } from 'commander'
import { AppError } from '#core/errors.ts'
import type { NewStop } from '#contract/tool.ts'
import { stoppedWhat, toolTexts as texts } from '#cards/texts/tool-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { type CommandContext, type ConnectionFlags, type Finish, say, sayJson, withConnection } from './command.ts'
import { connect } from './connect.ts'
import * as wire from '#contract/wire.ts'

interface StopFlags extends ConnectionFlags {
  readonly why: string
  readonly json?: boolean
}

/** `parley stop` and `parley start`: no call of a tool, of an agent or of anything is begun, until it is started again. */
export function addStops(program: Command, context: CommandContext, finish: Finish): void {
  const who = 'operator unless you say'

  withConnection(program.command('stop'), who)
    .description('Stop a tool, an agent or everything: a second later no call is begun any more.')
    .argument('<kind>', 'tool, agent or tenant')
    .argument('[name]', 'the tool’s or the agent’s name; none for tenant')
    .requiredOption('--why <text>', 'for everyone it affects, and for the record')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (kind: string, name: string | undefined, flags: StopFlags) => {
      finish(await stop(context, subjectOf(kind, name), flags))
    })

  withConnection(program.command('start'), who)
    .description('End a stop. Nothing that it held back happens by itself.')
    .argument('<kind>', 'tool, agent or tenant')
    .argument('[name]', 'the tool’s or the agent’s name; none for tenant')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (kind: string, name: string | undefined, flags: StopFlags) => {
      finish(await start(context, subjectOf(kind, name), flags))
    })
}

const EXAMPLES = `
Examples:
  $ parley stop tool shop/refunds.create --why "double refunds, looking into it"
  $ parley stop agent support --why "wrong prices in its knowledge"
  $ parley stop tenant --why "the shop is being moved"
  $ parley start tool shop/refunds.create`

type Subject = Pick<NewStop, 'kind' | 'name'>

function subjectOf(kind: string, name: string | undefined): Subject {
  if (kind !== 'tool' && kind !== 'agent' && kind !== 'tenant') {
    throw new AppError(texts.badKind(visibleText(kind)), { code: 'usage' })
  }
  if (kind === 'tenant' && name !== undefined) throw new AppError(texts.namesNothing, { code: 'usage' })
  if (kind !== 'tenant' && name === undefined) throw new AppError(texts.needsName(kind), { code: 'usage' })
  return { kind, name: name ?? '' }
}

async function stop(context: CommandContext, subject: Subject, flags: StopFlags): Promise<number> {
  const { signal } = context
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const stopped = (await api.ask(wire.stopCalls, { body: { ...subject, why: flags.why } }, { signal })).stop
  if (flags.json === true) sayJson(context, stopped)
  else say(context, texts.stoppedNow(visibleText(stoppedWhat(stopped))))
  return 0
}

async function start(
  context: CommandContext,
  subject: Subject,
  flags: ConnectionFlags & { json?: boolean },
): Promise<number> {
  const { signal } = context
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  const found = (await api.ask(wire.listStops, {}, { signal })).stops.find(
    ({ kind, name }) => kind === subject.kind && name === subject.name,
  )
  const what = visibleText(stoppedWhat(subject))
  if (!found) throw new AppError(texts.notStopped(what), { code: 'stop-not-found' })
  const started = (await api.ask(wire.startCalls, { stopId: found.id }, { signal })).stop
  if (flags.json === true) sayJson(context, started)
  else say(context, texts.startedNow(what))
  return 0
}
