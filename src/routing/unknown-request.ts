import type { SpeechAct } from '#dialogue/speech-act.ts'
import type { Embed } from '#dialogue/recognise.ts'
import { speechActs } from '#dialogue/speech-acts.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Route } from '#dialogue/contract.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { readSlot } from '#dialogue/read-slot.ts'
import { slotName } from '#dialogue/slot-name.ts'
import { takenForBy } from './wishes/nearest-playbook.ts'

/** What may stand beside a request and leaves it one. */
const BESIDE: readonly SpeechAct[] = ['request', 'hope', 'statement', 'report', 'reason', 'contrast']

/** More buttons than these say that nothing was understood. */
const MOST_OFFERED = 4

/**
 * What somebody is asked who wants something done with a thing that playbooks take, in words that are like none of them:
 * "credit A12 back to my card". The documents say nothing of that. Null where it asks for nothing, or names no such thing.
 */
export async function askAboutRequest(record: TurnRecord, typed: string, embed: Embed): Promise<Route | null> {
  const { agent } = record.live
  const acts = speechActs(typed, agent.languages)
  if (acts.length === 0 || acts.some(({ act }) => !BESIDE.includes(act))) return null
  if (!acts.some(({ act }) => act === 'request' || act === 'hope')) return null
  const named = await whatTakesNamed(record, typed, embed)
  return named && { to: 'talk', about: ['value'], values: [...named.values], offered: [...named.offered] }
}

/** Values that a message names, and the playbooks that take them, the likeliest first. */
export interface NamedValues {
  readonly values: readonly string[]
  readonly offered: readonly string[]
}

/** The things that a message names and playbooks must be told; null where it names none. */
export async function whatTakesNamed(record: TurnRecord, typed: string, embed: Embed): Promise<NamedValues | null> {
  const { agent, index } = record.live
  const language = languageOf(agent, record.language)
  const taking = agent.playbooks.flatMap(({ name, slots }) =>
    Object.entries(slots).flatMap(([slotKey, slot]) => {
      if (slot.type !== 'pattern' || slot.optional) return []
      const label = slotName(slotKey, slot)
      const { taken } = readSlot(slot, typed, { language, now: record.now, isAsked: false, label })
      return taken.length > 0 ? [{ name, values: taken.map(({ start, end }) => typed.slice(start, end)) }] : []
    }),
  )
  const [first] = taking
  if (!first) return null
  const nearest = await takenForBy(index, typed, embed)
  const names = taking.map(({ name }) => name)
  const nearestFirst = [...nearest.flatMap((near) => names.filter((name) => name === near)), ...names]
  const offered = [...new Set(nearestFirst)].slice(0, MOST_OFFERED)
  return { values: [...new Set(first.values)], offered }
}
