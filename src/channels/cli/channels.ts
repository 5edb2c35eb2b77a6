import type { Command } from 'commander'
import * as wire from '#contract/wire.ts'
import type { ChannelView } from '#contract/channel.ts'
import { AppError } from '#core/errors.ts'
import { clockText } from '#cards/drawing/clock-text.ts'
import { starterTexts as texts } from '#cards/texts/starter-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { type CommandContext, type ConnectionFlags, type Finish, say, sayJson, withConnection } from './command.ts'
import { connect } from './connect.ts'

interface ChannelFlags extends ConnectionFlags {
  readonly sendAgain?: string
  readonly install?: string
  readonly since?: string
  readonly event?: readonly string[]
  readonly json?: boolean
}

/** `parley channels`: what comes in from outside and goes out, how it stands, and having events sent again. */
export function addChannels(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('channels'), 'operator unless you say')
    .description(
      'List what comes in from outside and goes out, and how it stands; have events sent again, or an app installed.',
    )
    .option('--send-again <subscription>', 'whom, as under events: in the file of channels')
    .option('--install <entry>', 'print where the app of an entry of slack: is installed in a workspace')
    .option('--since <time>', 'everything that happened from then on')
    .option('--event <id...>', 'events by the webhook-id that they came with')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ChannelFlags) => finish(await channels(context, flags)))
}

const EXAMPLES = `
Exit codes: 0 done; 1 something was given up; 2 used wrongly.

Examples:
  $ parley channels
  $ parley channels --install acme
  $ parley channels --send-again ledger --since 2026-11-24T06:00:00Z`

async function channels(context: CommandContext, flags: ChannelFlags): Promise<number> {
  const { signal } = context
  const again = flags.sendAgain === undefined ? null : { name: flags.sendAgain, body: wantedAgain(flags) }
  const { as, key, server } = flags
  const { api } = await connect(context.config(), { as, key, server }, signal, { otherwise: 'operator' })
  if (flags.install !== undefined) {
    const begun = await api.ask(wire.beginInstallation, { name: flags.install }, { signal })
    if (flags.json === true) sayJson(context, begun)
    else say(context, texts.installAt(begun.url))
    return 0
  }
  if (again) {
    const { queued } = await api.ask(wire.sendEventsAgain, again, { signal })
    if (flags.json === true) sayJson(context, { queued })
    else say(context, texts.sentAgain(queued))
    return 0
  }
  const { channels: listed } = await api.ask(wire.listChannels, {}, { signal })
  if (flags.json === true) sayJson(context, { channels: listed })
  else if (listed.length === 0) say(context, texts.noChannels)
  else for (const channel of listed) say(context, visibleText(lineOf(channel, context.now())))
  return listed.some(({ failed }) => failed > 0) ? 1 : 0
}

function wantedAgain({ since, event }: ChannelFlags): { readonly since: string } | { readonly ids: string[] } {
  if ((since === undefined) === (event === undefined)) throw new AppError(texts.needsWhich, { code: 'usage' })
  if (since === undefined) return { ids: [...(event ?? [])] }
  const at = new Date(since)
  if (Number.isNaN(at.getTime())) throw new AppError(texts.badSince(visibleText(since)), { code: 'usage' })
  return { since: at.toISOString() }
}

function lineOf(
  { name, connection, workspaces, takes, sends, lastInAt, lastOutAt, pending, failed, code }: ChannelView,
  now: Date,
): string {
  const when = (iso: string | null) => iso && clockText(iso, { now })
  return [
    name,
    ...(connection === null ? [] : [texts.connection[connection]]),
    ...(workspaces === null ? [] : [texts.workspaces(workspaces.map((each) => `${each.name} (${each.id})`))]),
    ...(takes ? [texts.in(when(lastInAt))] : []),
    ...(sends ? [texts.out(when(lastOutAt)), texts.waiting(pending, code), texts.gaveUp(failed)] : []),
  ].join('  ')
}
