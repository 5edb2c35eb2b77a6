import type { Agent } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import type { Asking } from '#dialogue/contract.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { shownValue } from '#dialogue/slot-filling/read-slot.ts'
import { choiceValues, findPattern } from '#dialogue/find-phrases.ts'
import { personButton } from '#turn/hand-over/offered-person.ts'
import type { Choice, Part } from '#memory/threads/part.ts'
import type { Slot } from '#plan-language/slot.ts'
import { speaking } from '#turn/speaking.ts'
import type { TurnRecord } from '#turn/read-turn.ts'

type Speaking = Pick<TurnRecord, 'live' | 'language'>

/** Values that are offered as buttons. */
const MOST_VALUES = 8

/** What a question that is asked again offers as buttons: the values that there are, a person, and to leave it. */
export function offeredInstead(asking: Extract<Asking, { to: 'ask-slot' }>, record: Speaking): readonly Part[] {
  if (asking.tries === 0) return []
  const { live, language: code } = record
  const language = languageOf(live.agent, code)
  const slot = slotOf(asking, record)
  const known = asking.choices.map(({ value }) => (slot ? shownValue(slot, value, language) : String(value)))
  const all = slot?.type === 'choice' ? choiceValues(slot.of).map((value) => shownValue(slot, value, language)) : []
  const values = known.length > 0 ? known : all.length <= MOST_VALUES ? all : []
  const speech = speaking(live.agent, code)
  const [person] = personButton(live.agent, speech)
  const choices: readonly Choice[] = [
    ...values.map((value) => ({ label: value, says: value })),
    ...(person?.type === 'choices' ? person.choices : []),
    language.say.leaveIt,
  ]
  return [{ type: 'choices', choices: [...choices] }]
}

/** A value of a slot's form that the operator's own examples have: `A17`; null where none has one, and where it is said in words. */
export function exampleValue(
  { playbook: asked, missing }: Extract<Asking, { to: 'ask-slot' }>,
  { playbooks }: Pick<Agent, 'playbooks'>,
): string | null {
  const playbook = playbooks.find(({ name }) => name === asked)
  const slot = playbook?.slots[missing]
  if (slot?.type !== 'pattern' || slot.expects !== null || !playbook) return null
  for (const example of playbook.examples) {
    const [found] = findPattern(slot.pattern, example)
    if (found) return example.slice(found.start, found.end)
  }
  return null
}

function slotOf({ playbook: name, missing }: Extract<Asking, { to: 'ask-slot' }>, record: Speaking): Slot | undefined {
  const playbook = record.live.agent.playbooks.find((each) => each.name === name)
  return playbook && playbookIn(playbook, record.language).slots[missing]
}
