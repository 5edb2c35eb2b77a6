import type { NamedPlaybook } from '#agents/contract.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { withoutFillers, plainWords, type Language } from '#dialogue/language.ts'
import { without } from '#dialogue/utterance/negation-scope.ts'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { tellingSlots } from './telling-slots.ts'

/** What stands alone in a message, with the playbooks that take such a thing. */
export interface BareValues {
  /** As typed, in the form in which the playbooks take them. */
  readonly values: readonly string[]
  readonly playbooks: readonly string[]
}

/** The values that a message consists of ("A31", "order B77", "24.90 EUR"); null where it says more, or has none. */
export function bareValues({ live: { agent }, language: code, now }: TurnRecord, typed: string): BareValues | null {
  if (typed.length > MOST_LETTERS) return null
  const language = languageOf(agent, code)
  const found = agent.playbooks.flatMap((playbook) => takenBy(playbook, typed, { language, now }))
  const [first] = found
  if (first) {
    const most = found.toSorted((one, other) => other.values.length - one.values.length)[0] ?? first
    return { values: most.values, playbooks: [...new Set(found.map(({ playbook }) => playbook))] }
  }
  const alone = typed.match(UNNAMED) ?? []
  const isAll = alone.length > 0 && withoutFillers(typed.replaceAll(UNNAMED, ' '), language, CURRENCIES) === ''
  return isAll ? { values: alone.map((value) => value.trim()), playbooks: [] } : null
}

/** More is hardly a list of numbers. */
const MOST_LETTERS = 200
/** What has a digit or an @ in it is no word: a number, an id, an address of mail. */
const UNNAMED = /(?:[^\s,;!?@]*[\p{N}@][^\s,;!?]*[^\s,;!?.]|\p{N})(?:\s?(?:EUR|USD|GBP|CHF|€|\$|£))?/gu
const CURRENCIES = ['eur', 'usd', 'gbp', 'chf']

interface Taking {
  readonly playbook: string
  readonly values: readonly string[]
}

function takenBy(
  playbook: NamedPlaybook,
  typed: string,
  { language, now }: { readonly language: Language; readonly now: string },
): readonly Taking[] {
  for (const [slotKey, slot] of tellingSlots(playbook)) {
    if (slot.type !== 'pattern' && slot.type !== 'email') continue
    const label = slotName(slotKey, slot)
    for (const text of [typed, typed.toUpperCase()]) {
      const { kind, taken } = readSlot(slot, text, { language, now, isAsked: false, label })
      const isRead = kind === 'value' || kind === 'which'
      if (isRead && withoutFillers(without(text, taken), language, [...plainWords(label).split(' '), ...JOINS]) === '')
        return [
          { playbook: playbook.name, values: [...new Set(taken.map(({ start, end }) => text.slice(start, end)))] },
        ]
    }
  }
  return []
}

const JOINS = ['or', 'oder', 'orders', 'bestellungen', 'nr']
