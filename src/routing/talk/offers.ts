import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { detectLanguage } from '#dialogue/detect-language.ts'
import type { Choice } from '#memory/threads/part.ts'
import { upperFirst } from '#core/upper-first.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { askedFor, changesSomething } from '#dialogue/asked-for.ts'
import { fillSlots } from '#dialogue/fill-slots.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { readSlot } from '#dialogue/read-slot.ts'
import { slotName } from '#dialogue/slot-name.ts'
import { valuesIn } from '#dialogue/values-elsewhere.ts'

type Speaking = Pick<TurnRecord, 'live' | 'language' | 'now'>

/** More buttons are a list that nobody reads. */
const MOST_OFFERS = 8

/** What the agent does, as buttons: each says the title of its playbook, which is an example of it. */
export function offersOfAll({ live: { agent }, language }: Speaking): readonly Choice[] {
  return agent.playbooks.slice(0, MOST_OFFERS).map((playbook) => asChoice(playbookIn(playbook, language).title))
}

/** What may have been meant, as buttons: with the values that were named, where any were. */
export function offersOf(speaking: Speaking, values: readonly string[], names: readonly string[]): readonly Choice[] {
  if (values.length > 0) return offersWith(speaking, values, names)
  const { live, language } = speaking
  return names
    .flatMap((wanted) => live.agent.playbooks.filter(({ name }) => name === wanted))
    .map((playbook) => asChoice(playbookIn(playbook, language).title))
}

/** What can be done with some values, as buttons: each says an example of its playbook with these in it. */
export function offersWith(speaking: Speaking, values: readonly string[], names: readonly string[]): readonly Choice[] {
  const { agent } = speaking.live
  return names
    .flatMap((wanted) => agent.playbooks.filter(({ name }) => name === wanted))
    .slice(0, MOST_OFFERS)
    .map((playbook) => {
      // An order has no place for an account's number, and a change of account one for both.
      const own = values.filter((value) => valuesIn(playbook, value).length > 0)
      const named = valuesText(speaking, own.length > 0 ? own : values)
      const isOfOneSlot = Object.values(playbook.slots).some((slot) =>
        own.every((value) => valuesIn({ slots: { slot } }, value).length > 0),
      )
      const example = isOfOneSlot ? exampleWith(speaking, playbook, named) : null
      return asChoice(example ?? `${playbookIn(playbook, speaking.language).title}: ${named}`)
    })
}

/** `A12 and A17` */
export function valuesText(
  { live: { agent }, language }: Pick<Speaking, 'live' | 'language'>,
  values: readonly string[],
): string {
  return new Intl.ListFormat(languageOf(agent, language).code, { type: 'conjunction' }).format(values)
}

// The shortest that asks for nothing else: what is pressed is what is sent, and must mean it by itself.
function exampleWith(speaking: Speaking, playbook: NamedPlaybook, named: string): string | null {
  const { live, language, now } = speaking
  const spoken = languageOf(live.agent, language)
  const examples = playbook.examples
    .filter((example) => isIn(example, language, live.agent))
    .flatMap((example) => {
      const { filled } = fillSlots(playbook.slots, example, { language: spoken, now })
      const [slotKey] = filled
      const slot = slotKey === undefined ? undefined : playbook.slots[slotKey]
      if (filled.length !== 1 || slotKey === undefined || !slot || (slot.type !== 'pattern' && slot.type !== 'email'))
        return []
      if (changesSomething(playbook, live) && askedFor(example, live.agent.languages) !== 'yes') return []
      const context = { language: spoken, now, isAsked: false, label: slotName(slotKey, slot) }
      // An account's number is none of an order.
      const takes = readSlot(slot, named, context).kind
      if (takes !== 'value' && takes !== 'which') return []
      const { taken } = readSlot(slot, example, context)
      const [place] = taken
      return place && taken.length === 1 ? [example.slice(0, place.start) + named + example.slice(place.end)] : []
    })
  const [shortest] = examples.toSorted((one, other) => one.length - other.length)
  return shortest === undefined ? null : upperFirst(shortest)
}

function isIn(example: string, language: string, { languages }: Agent): boolean {
  if (languages.length === 1) return true
  const detected = detectLanguage(example, languages)
  return detected.is === 'known' && detected.language === language
}

function asChoice(text: string): Choice {
  return { label: text, says: text }
}
