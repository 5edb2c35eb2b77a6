import type { EffectRecord } from '#memory/plans/plan-record.ts'
import type { MessageId } from '#turn/speaking.ts'
import { refusalText } from './answer-text.ts'
import { inOneLine } from '../titles/in-one-line.ts'
import { resolveHandles } from './resolve-handles.ts'
import { speechOf, type ViewedAgent } from '../titles/viewed-agent.ts'

/** Why a step wasn't done, for people: with what its tool said of it, quoted as its words. */
export function plannerFailure(
  effect: EffectRecord | undefined,
  live: ViewedAgent,
  before: readonly EffectRecord[] = [],
): string {
  const why = whyItFailed(effect, live, before)
  const said = refusalText(effect?.outcome ?? null, speechOf(live))
  return said === null ? why : `${why}: ${said}`
}

/**
 * Why a step wasn't done, as the end of a sentence, in words of ours alone; `before` are the steps that it may need something
 * of.
 */
export function whyItFailed(
  effect: EffectRecord | undefined,
  live: ViewedAgent,
  before: readonly EffectRecord[] = [],
): string {
  const code = effect?.outcome?.ok === false ? effect.outcome.code : ''
  const { say } = speechOf(live)
  const missing = effect && code === 'step-result-missing' ? resolveHandles(effect.args, before) : null
  if (missing?.ok !== false) return say(WHY[code] ?? 'it didn’t work')
  const [step, name] = [missing.effect + 1, missing.path.at(-1)]
  if (name === undefined) return say('nothing that can be used came back from step {step}', { step })
  if (NUMBERS.test(name)) return say('no number came back from step {step}', { step })
  return say('no “{name}” came back from step {step}', { step, name: inOneLine(name) })
}

/** What tools call the number of what they made. */
const NUMBERS = /^(?:id|number|no|.*(?:_id|Id|_number|Number))$/

/** By the code of an outcome. */
const WHY: Readonly<Record<string, MessageId>> = {
  'tool-error': 'the service refused it',
  'tool-unreachable': 'the service didn’t answer',
  'tool-timeout': 'the service didn’t answer',
  'tool-busy': 'the service was too busy',
  'tool-resting': 'the service hasn’t answered for a while',
  'tool-arguments-invalid': 'its tool doesn’t accept what it was given',
  'tool-schema-unusable': 'its tool is described wrongly, and our team has to fix that',
  'tool-changed': 'its tool has changed since it was approved',
  'requester-signed-out': 'it needs the rights of who asked, and their sign-in has ended',
  'token-refused': 'it needs the rights of who asked, and none were given',
  'tool-stopped': 'our team has paused it for now',
  'with-person': 'a person has taken this conversation',
  'tool-unknown': 'its tool isn’t offered any more',
  'step-result-missing': 'something from the step before is missing',
  'late-argument-refused': 'it may not use what the step before returned',
  'did-not-happen': 'it didn’t happen',
  'step-refused': 'the service refused it',
  'undoing-refused': 'it isn’t allowed here',
  'undoing-differs': 'it has changed since it was approved',
}
