import type { AnswerOutcome } from '#core/answer-outcome.ts'
import { isJsonObject, type Json } from '#core/json.ts'
import type { EffectRecord } from '#memory/plans/plan-record.ts'
import type { MessageId } from '#turn/speaking.ts'
import { answerText } from './answer-text.ts'
import { effectTitle } from '../titles/effect-title.ts'
import { inOneLine } from '../titles/in-one-line.ts'
import { speechOf, viewedTool, type ViewedAgent } from '../titles/viewed-agent.ts'
import { valueText } from '../titles/value-text.ts'

/**
 * What came of steps whose calls went through. Nothing is called done over a tool's words that nobody has read, or that say
 * otherwise: those are quoted.
 */
export function allDone(effects: readonly EffectRecord[], live: ViewedAgent): string {
  const { say } = speechOf(live)
  const [only] = effects
  const came = new Set(effects.map((effect) => cameOf(effect, live)))
  if (only && effects.length === 1 && came.has('unread')) return `${doneText(only, live)}.`
  if (came.has('unread') && [...came].every((each) => each === 'unread' || each === 'done'))
    return `${say('Here is what happened:')}\n${doneLines(effects, live)}`
  return eachAsItCame(effects, live, 'Done.')
}

/** The same of steps that another one after them ended the plan of. */
export function doneBefore(effects: readonly EffectRecord[], live: ViewedAgent): string {
  return eachAsItCame(effects, live, 'This was done:')
}

/** A line for each, with the number that its tool gave it and what it answered in words. */
export function doneLines(effects: readonly EffectRecord[], live: ViewedAgent): string {
  return effects.map((effect) => `- ${doneText(effect, live)}`).join('\n')
}

export function titleLines(effects: readonly EffectRecord[], live: ViewedAgent): string {
  return effects.map((effect) => `- ${titleOf(effect, live)}`).join('\n')
}

export function titleOf(effect: EffectRecord, live: ViewedAgent): string {
  return effectTitle(viewedTool(live, effect.tool), effect.args)
}

/** `unread`: its tool answered in words that nobody has read. */
type Told = AnswerOutcome | 'unread'

const HEADS = [
  ['unread', 'Here is what happened:'],
  ['unsure', 'Its tool’s answer doesn’t say whether this was done:'],
  ['not-done', 'The tool’s answer says that this wasn’t done:'],
  ['more-needed', 'The tool’s answer says that more is needed before this is done:'],
] as const satisfies readonly (readonly [Told, MessageId])[]

function eachAsItCame(
  effects: readonly EffectRecord[],
  live: ViewedAgent,
  done: Extract<MessageId, 'Done.' | 'This was done:'>,
): string {
  const { say } = speechOf(live)
  const heads = [['done', done] as const, ...HEADS]
  return heads
    .flatMap(([came, head]) => {
      const such = effects.filter((effect) => cameOf(effect, live) === came)
      return such.length === 0 ? [] : [`${say(head)}\n${doneLines(such, live)}`]
    })
    .join('\n')
}

function cameOf({ outcome }: EffectRecord, live: ViewedAgent): Told {
  if (outcome?.ok === true && outcome.read) return outcome.read.came
  return answerText(outcome, speechOf(live)) === null ? 'done' : 'unread'
}

function doneText(effect: EffectRecord, live: ViewedAgent): string {
  const done = `${titleOf(effect, live)}${numberOf(effect, live)}`
  const answer = answerText(effect.outcome, speechOf(live))
  return answer === null ? done : `${done}: ${answer}`
}

function numberOf({ outcome }: EffectRecord, live: ViewedAgent): string {
  const id: Json | undefined = outcome?.ok && isJsonObject(outcome.value) ? outcome.value['id'] : undefined
  return id === undefined || id === null
    ? ''
    : ` (${speechOf(live).say('number {id}', { id: inOneLine(valueText(id)) })})`
}
