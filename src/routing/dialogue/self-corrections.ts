import type { Clause } from '#dialogue/clause.ts'
import { without } from '#dialogue/alone.ts'
import { plainWords, withoutFillers } from '#dialogue/language.ts'
import { readSlot } from '#dialogue/read-slot.ts'
import { slotName } from '#dialogue/slot-name.ts'
import type { Slot } from '#plan/slot.ts'
import type { Dialogue } from './dialogue.ts'

/**
 * The clauses behind a request that name a value and say nothing else: "oh wait, I meant A17", "no sorry, A17", "A17". Whoever
 * wrote them takes back what the request names, or adds to it, so that neither is sure.
 */
export function selfCorrections(
  words: string,
  slots: Readonly<Record<string, Slot>>,
  clauses: readonly Clause[],
  dialogue: Pick<Dialogue, 'language' | 'now'>,
): readonly Clause[] {
  const asked = clauses.findIndex(({ act }) => act === 'request' || act === 'hope')
  if (asked < 0) return []
  const behind = clauses.slice(asked + 1).filter(({ act }) => act !== 'request')
  const named = Object.entries(slots).filter(([, { type }]) => type !== 'text')
  return behind.filter((clause) =>
    named.some(([name, slot]) => isOnly(words.slice(clause.start, clause.end), { ...dialogue, name, slot })),
  )
}

interface Naming extends Pick<Dialogue, 'language' | 'now'> {
  readonly name: string
  readonly slot: Slot
}

function isOnly(text: string, { name, slot, language, now }: Naming): boolean {
  const label = slotName(name, slot)
  const { kind, taken } = readSlot(slot, text, { language, now, isAsked: false, label })
  if (kind === 'none') return false
  const { corrections, leads } = language
  const more = [...corrections, ...leads].flatMap((phrase) => phrase.split(' '))
  return withoutFillers(without(text, taken), language, [...more, ...plainWords(label).split(' ')]) === ''
}
