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
  'tool-error': 'it was refused there',
  'tool-unreachable': 'nobody answered there',
  'tool-timeout': 'nobody answered there',
  'tool-busy': 'there was too much to do there',
  'tool-resting': 'nobody has answered there for a while',
  'tool-arguments-invalid': 'its tool doesn’t take what it was to be called with',
  'tool-schema-unusable':
    'what its tool says it takes or gives can’t be used, which the people who run this have to mend',
  'tool-changed': 'its tool isn’t the one that was approved any more',
  'requester-signed-out': 'it needs the rights of who asked, and their sign-in has ended',
  'token-refused': 'it needs the rights of who asked, and none were given',
  'tool-stopped': 'the people who run this have stopped it for now',
  'with-person': 'a person has taken this conversation',
  'tool-unknown': 'its tool isn’t offered any more',
  'step-result-missing': 'what it needs from the step before isn’t there',
  'late-argument-refused': 'what the step before returned may not be used for it',
  'did-not-happen': 'it didn’t happen',
  'step-refused': 'it was refused there',
  'undoing-refused': 'it isn’t allowed here',
  'undoing-differs': 'it isn’t what was approved any more',
}
