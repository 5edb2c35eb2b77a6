import type { NamedPlaybook } from '#agents/contract.ts'
import { anaphorIn } from '#dialogue/utterance/ellipsis.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import { isLacking, type Filling } from '#dialogue/slot-filling/fill-slots.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { resolveAnaphora } from './anaphora.ts'

/**
 * Fills a slot that a message names by anaphora ("refund it") with what the requester named before in the thread.
 * `isPointed`: a deed depends on that, so it is confirmed first.
 */
export async function withAnaphoraResolved(
  record: TurnRecord,
  playbook: NamedPlaybook,
  typed: string,
  filling: Filling,
): Promise<{ readonly filling: Filling; readonly isPointed: boolean }> {
  const { agent } = record.live
  const lacks = Object.entries(playbook.slots).some(
    ([name, slot]) => slot.type === 'pattern' && !slot.optional && isLacking(filling, name),
  )
  if (!lacks || anaphorIn(typed, agent.languages) === null) return { filling, isPointed: false }
  const turns = await record.earlier()
  const named = resolveAnaphora(
    playbook,
    { typed, turns, languages: agent.languages },
    languageOf(agent, record.language),
  )
  const missing = Object.entries(named).filter(([name]) => filling.slots[name] === undefined)
  if (missing.length === 0) return { filling, isPointed: false }
  return {
    filling: {
      ...filling,
      slots: { ...filling.slots, ...Object.fromEntries(missing) },
      filled: [...filling.filled, ...missing.map(([name]) => name)],
    },
    isPointed: changesSomething(playbook, record.live),
  }
}
