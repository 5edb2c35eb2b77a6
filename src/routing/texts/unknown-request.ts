import { askingClauses, asksForSomething, isAsking } from '#dialogue/utterance/bearing.ts'
import type { Embed } from '#dialogue/matching/recognise.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import { intentOf, correctedMessage, type PlaybookIndex } from '#dialogue/matching/playbook-index.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Route } from '#dialogue/contract.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { tellingSlots } from '../talk/telling-slots.ts'
import { foundLikely, type Found } from '../route/found.ts'

/** More buttons than these say that nothing was understood. */
const MOST_OFFERED = 4

/**
 * What somebody is asked who wants something done with a thing that playbooks take, in words that are like none of them:
 * "credit A12 back to my card". The documents say nothing of that. Null where it asks for nothing, or names no such thing.
 */
export async function askAboutRequest(record: TurnRecord, typed: string, embed: Embed): Promise<Route | null> {
  const named = isRequest(record, typed) ? await whatTakesNamed(record, typed, embed) : null
  return named && { to: 'talk', about: ['value'], values: [...named.values], offered: [...named.offered] }
}

/**
 * The deed that such a message is by far likest to, by what asks for something and by all of it; null where none is. It is
 * proposed, never begun.
 */
export async function likeliestDeed(record: TurnRecord, typed: string, embed: Embed): Promise<Found | null> {
  const { agent, index } = record.live
  if (!isRequest(record, typed) || !(await whatTakesNamed(record, typed, embed))) return null
  const [request] = askingClauses(typed, agent)
  const likeness = new Map<string, number>()
  for (const words of [request ?? typed, typed]) {
    const { meaning, likeness: sure, near } = await index.recogniser.recognise(correctedMessage(index, words), embed)
    for (const each of [...(meaning === null ? [] : [{ meaning, likeness: sure }]), ...near])
      likeness.set(each.meaning, (likeness.get(each.meaning) ?? 0) + each.likeness / 2)
  }
  const [[first, most] = ['', 0], [, next] = ['', 0]] = [...likeness].toSorted(([, one], [, other]) => other - one)
  const intent = intentOf(index, first)
  const playbook = agent.playbooks.find(({ name }) => intent.to === 'playbook' && name === intent.playbook)
  const isFar = most >= LEAST_LIKELY && most >= FAR * next
  return isFar && playbook && changesSomething(playbook, record.live) ? foundLikely(intent, most) : null
}

/** How likely a deed must be at least, and how many times as likely as any other, to be proposed in the place of a question. */
const LEAST_LIKELY = 0.5
const FAR = 3

function isRequest({ live: { agent } }: TurnRecord, typed: string): boolean {
  return asksForSomething(typed, agent.languages) && !isAsking(typed, agent.languages)
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
  const taking = agent.playbooks.flatMap((playbook) =>
    tellingSlots(playbook).flatMap(([slotKey, slot]) => {
      if (slot.type !== 'pattern') return []
      const label = slotName(slotKey, slot)
      const { taken } = readSlot(slot, typed, { language, now: record.now, isAsked: false, label })
      return taken.length > 0
        ? [{ name: playbook.name, values: taken.map(({ start, end }) => typed.slice(start, end)) }]
        : []
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

/** All that words may be taken for, the likeliest first; null in the place of what is no playbook. */
async function takenForBy(index: PlaybookIndex, words: string, embed: Embed): Promise<readonly (string | null)[]> {
  const { meaning, near } = await index.recogniser.recognise(correctedMessage(index, words), embed)
  return [...(meaning === null ? [] : [meaning]), ...near.map((other) => other.meaning)].map((each) => {
    const intent = intentOf(index, each)
    return intent.to === 'playbook' ? intent.playbook : null
  })
}
