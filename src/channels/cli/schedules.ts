import type { Command } from 'commander'
import * as wire from '#contract/wire.ts'
import type { ScheduleView } from '#contract/schedule.ts'
import { AppError } from '#core/errors.ts'
import { clockText } from '#cards/drawing/clock-text.ts'
import { starterTexts as texts } from '#cards/texts/starter-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { type CommandContext, type ConnectionFlags, type Finish, say, sayJson, withConnection } from './command.ts'
import { connect } from './connect.ts'

interface ScheduleFlags extends ConnectionFlags {
  readonly run?: string
  readonly json?: boolean
}

/** `parley schedules`: what begins by the clock, when, what came of it, and beginning it now. */
export function addSchedules(program: Command, context: CommandContext, finish: Finish): void {
  withConnection(program.command('schedules'), 'operator unless you say')
    .description('List what begins by the clock, when it is due and what came of it last; or begin one now.')
    .option('--run <agent/schedule>', 'begin it now; its next time stays')
    .option('--json', 'print it as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ScheduleFlags) => finish(await schedules(context, flags)))
}

const EXAMPLES = `
Exit codes: 0 done; 1 the last time of one of them failed; 2 used wrongly.

Examples:
  $ parley schedules
  $ parley schedules --run support/morning`

async function schedules(context: CommandContext, { run, json, ...flags }: ScheduleFlags): Promise<number> {
  const { signal } = context
  const named = run === undefined ? null : nameOf(run)
  const { api } = await connect(context.config(), flags, signal, { otherwise: 'operator' })
  if (named) {
    const begun = await api.ask(wire.runSchedule, named, { signal })
    if (json === true) sayJson(context, begun)
    else say(context, texts.begunNow(begun.threadId))
    return 0
  }
  const { schedules: listed } = await api.ask(wire.listSchedules, {}, { signal })
  if (json === true) sayJson(context, { schedules: listed })
  else if (listed.length === 0) say(context, texts.noSchedules)
  else for (const schedule of listed) say(context, visibleText(lineOf(schedule, context.now())))
  return listed.some(({ last }) => last?.state === 'failed') ? 1 : 0
}

function nameOf(typed: string): { readonly agent: string; readonly name: string } {
  const [, agent, name] = /^([^/]+)\/([^/]+)$/.exec(typed) ?? []
  if (agent === undefined || name === undefined)
    throw new AppError(texts.badSchedule(visibleText(typed)), { code: 'usage' })
  return { agent, name }
}

function lineOf({ agent, name, title, nextAt, last, confirmBy }: ScheduleView, now: Date): string {
  const when = (iso: string) => clockText(iso, { now })
  const then = last ? texts.last(when(last.dueAt), outcomeOf(last)) : texts.neverYet
  return [`${agent}/${name}`, title, texts.next(nextAt && when(nextAt)), then, texts.asks(confirmBy)].join('  ')
}

function outcomeOf({ state, run, plans, code, askedBy }: NonNullable<ScheduleView['last']>): string {
  const by = askedBy === null ? '' : texts.asked(askedBy)
  const statuses = plans.map(({ status }) => status)
  if (state === 'begun') return texts.begun(run, statuses) + by
  return (state === 'failed' ? texts.failed(code) : texts.states[state]) + by
}
