import type { NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import type { Choice } from '#memory/threads/part.ts'
import { upperFirst } from '#text/upper-first.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import { valuesIn } from '#dialogue/slot-filling/values-elsewhere.ts'
import { examplesOfOneValue } from './examples-of-one-value.ts'

type Speaking = Pick<TurnRecord, 'live' | 'language' | 'now'>

/** The most buttons; a longer list isn't read. */
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
function exampleWith({ live, language, now }: Speaking, playbook: NamedPlaybook, named: string): string | null {
  const mustAsk = changesSomething(playbook, live)
  const context = { language: languageOf(live.agent, language), now, isAsked: false }
  const [shortest] = examplesOfOneValue({ agent: live.agent, playbook, language, now })
    .filter(({ asks, slot, label }) => {
      if (mustAsk && !asks) return false
      // An account's number is none of an order.
      const { kind } = readSlot(slot, named, { ...context, label })
      return kind === 'value' || kind === 'which'
    })
    .map(({ before, after }) => before + named + after)
    .toSorted((one, other) => one.length - other.length)
  return shortest === undefined ? null : upperFirst(shortest)
}

function asChoice(text: string): Choice {
  return { label: text, says: text }
}
