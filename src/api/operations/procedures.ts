import type { NamedPlaybook } from '#agents/contract.ts'
import type { Slot } from '#plan-language/slot.ts'
import type { ClientOperations, ExposedProcedure } from '#contract/client-operations.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { expected } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { choiceValues } from '#dialogue/find-phrases.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'

/** What programs may begin by its name, of every agent, as its folder says now. */
export function procedureOperations({ agents }: Services): Pick<ClientOperations, 'listProcedures'> {
  return { listProcedures: () => [...agents.values()].flatMap(exposedBy) }
}

function exposedBy(live: AgentRuntime): readonly ExposedProcedure[] {
  const { playbooks, expose = [] } = live.agent
  return playbooks
    .filter((playbook) => expose.some(({ name: exposed }) => exposed === playbook.name))
    .map((playbook) => procedureForm(live, playbook))
}

/** What a procedure asks for, as a form. */
export function procedureForm(live: AgentRuntime, playbook: NamedPlaybook): ExposedProcedure {
  const { name: agent, languages } = live.agent
  const language = languageOf(live.agent, languages[0] ?? 'en')
  const shown = (slotId: string, slot: Slot) => ({
    name: slotId,
    words: `${slotName(slotId, slot)}: ${expected(slot, language)}`.trim(),
    isOptional: slot.optional,
    values: slot.type === 'choice' ? choiceValues(slot.of) : null,
  })
  return {
    agent,
    name: playbook.name,
    title: playbook.title,
    isWrite: changesSomething(playbook, live),
    slots: Object.entries(playbook.slots).map(([slotId, slot]) => shown(slotId, slot)),
  }
}
