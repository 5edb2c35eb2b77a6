import { baseLanguage } from '#dialogue/language-of.ts'
import type { Route } from '#dialogue/contract.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { askingOf, isAnswerable, isLeftAside } from '../route/open-question.ts'
import type { Spoken } from './spoken-language.ts'

/**
 * Where a message goes that no model has read, in a language that is none of the agent's. An answer to an open question for a
 * text may be in any language; what is asked for otherwise is asked again. Null for every other message.
 */
export function notUnderstood(record: TurnRecord, { other }: Spoken): Route | null {
  const { routeBefore, live, spoken } = record
  const isIts = live.agent.languages.some((code) => baseLanguage(code) === spoken)
  const language = other ?? (isIts ? null : spoken)
  if (language === null) return null
  const asking = isLeftAside(routeBefore) ? null : askingOf(routeBefore)
  const playbook = live.agent.playbooks.find(({ name }) => name === asking?.playbook)
  if (asking?.to === 'ask-slot' && isAnswerable(record) && playbook?.slots[asking.missing]?.type === 'text') return null
  return { to: 'other-language', language, ...(asking && playbook ? { asking: { ...asking, note: null } } : {}) }
}
