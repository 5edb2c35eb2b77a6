import { asksForSomething } from '#dialogue/utterance/bearing.ts'
import type { Route } from '#dialogue/contract.ts'
import { requestedIntent } from '../route/requested-intent.ts'
import { beginPlaybook } from '../dialogue/begin-playbook.ts'
import { sameExample } from '../dialogue/same-example.ts'
import { embedForRoute } from '../embed-for-route.ts'
import { refuseOpenPlan } from '../open-plan/call-open-plan.ts'
import { askAboutRequest, whatTakesNamed } from '../texts/unknown-request.ts'
import type { Heard } from './heard.ts'

/** What leaves out what was asked for before goes on with that. */
export function onAgain({ rules }: Heard): Route | null {
  return rules?.again ?? null
}

/** What may be several is asked which; what a procedure was recognised by begins it. */
export async function onRecognised({ rules, services, record, words }: Heard): Promise<Route | null> {
  if (!rules) return null
  const { found, which } = rules
  if (which.length > 1) return { to: 'ask-which', playbooks: [...which] }
  const playbook = found && record.live.agent.playbooks.find(({ name }) => name === rules.wish.procedure)
  if (!playbook) return null
  const isExample = sameExample(record.live, words) !== null
  const intent = requestedIntent(record, playbook, { typed: words, isExample, recognition: found.recognition })
  return beginPlaybook(services, record, { playbook, typed: words, intent })
}

/** A deed that is turned down isn't begun, and a plan of it that waits is taken back. */
export async function onRefused({ rules, services, record, words, signal }: Heard): Promise<Route | null> {
  const playbook = rules?.wish.act === 'no' ? rules.wish.procedure : null
  if (playbook === null) return null
  const refused = await refuseOpenPlan(services, record, words, playbook)
  if (refused) return refused
  // What denies may stand beside what is asked for all the same: a button asks for it.
  const isAsked = asksForSomething(words, record.live.agent.languages)
  const embed = embedForRoute(services, record.language, signal)
  const named = isAsked ? await whatTakesNamed(record, words, embed) : null
  return { to: 'cancelled', playbook, because: 'said', ...(named && { values: [...named.values] }) }
}

/** What asks for something unknown of a thing that is named is asked what to do with it. */
export async function onUnknown({ rules, services, record, words, signal }: Heard): Promise<Route | null> {
  if (!rules?.isUnknown) return null
  return askAboutRequest(record, words, embedForRoute(services, record.language, signal))
}
