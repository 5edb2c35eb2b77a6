import { playbookIn } from '#agents/playbook-in.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Asking } from '#dialogue/contract.ts'
import type { Language } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { shownValue } from '#dialogue/slot-filling/read-slot.ts'
import type { Playbook } from '#plan-language/contract.ts'
import { exampleValue } from './offered-instead.ts'
import { MOST_TRIES, sentences } from '../dialogue/next-question.ts'

type Speaking = Pick<TurnRecord, 'live' | 'language'>

/** A question as the requester reads it. */
export function questionText(asking: Asking, { live: { agent }, language: code }: Speaking): string {
  const language = languageOf(agent, code)
  const playbook = agent.playbooks.find(({ name }) => name === asking.playbook)
  const said = playbook && playbookIn(playbook, code)
  const example = asking.to === 'ask-slot' ? exampleValue(asking, agent) : null
  return sentences(asking.note, question(asking, { playbook: said, example }, language)) ?? ''
}

/** What is said where a request was taken back, or nothing came of asking. */
export function cancelledText(because: 'given-up' | 'said' | 'taken-as-no', { live, language }: Speaking): string {
  const { say } = languageOf(live.agent, language)
  return { said: say.cancelled, 'given-up': say.givenUp, 'taken-as-no': say.takenAsNo }[because]
}

interface About {
  readonly playbook: Playbook | undefined
  /** A value of what is asked for. */
  readonly example: string | null
}

function question(asking: Asking, { playbook, example }: About, language: Language): string {
  const { say } = language
  switch (asking.to) {
    case 'ask-slot': {
      const slot = playbook?.slots[asking.missing]
      const [first, ...others] = asking.choices.map(({ value }) =>
        slot ? shownValue(slot, value, language) : String(value),
      )
      if (first !== undefined) return others.length === 0 ? say.sure(first) : say.which([first, ...others])
      const label = slotName(asking.missing, slot)
      // Who doesn't understand it once won't by the same words.
      if (asking.tries > 0) return say.askAgain(label, example)
      return slot?.ask ?? say.ask(label)
    }
    case 'confirm':
      return playbook ? confirmation(asking, playbook, language) : ''
    case 'offer-person':
      return asking.tries > MOST_TRIES ? say.offerPersonAgain : say.offerPerson
  }
}

// The values are those of the slots alone, as the plan will get them: nothing is asked that isn't meant.
function confirmation({ slots }: Asking, { title, confirm, slots: declared }: Playbook, language: Language): string {
  const sentence = typeof confirm === 'string' ? confirm : null
  const shown = new Map(
    Object.entries(declared).flatMap(([name, slot]) => {
      const filled = slots[name]
      return filled === undefined || filled.value === null
        ? []
        : [[name, shownValue(slot, filled.value, language)] as const]
    }),
  )
  const others = [...shown].filter(([name]) => sentence?.includes(`{${name}}`) !== true)
  const values = others.map(([name, value]) => language.say.value(slotName(name, declared[name]), value)).join(', ')
  if (sentence === null) return language.say.confirm(title, values)
  // In one go: what a requester wrote isn't looked into for more.
  const said = sentence.replaceAll(/\{([^{}]*)\}/gu, (gap, name: string) => shown.get(name) ?? gap)
  return language.say.confirmWords(said, values)
}
