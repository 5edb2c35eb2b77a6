import type { NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { procedureOf, starterIn } from '#agents/starter.ts'
import type { Intent } from '#core/intent.ts'
import { DESK_CHANNEL, MCP_CHANNEL } from '#core/outside-principal.ts'
import { starterOfPrincipal } from '#core/starter-id.ts'
import { readProcedureCall, type ProcedureCall } from '#plan-language/values/procedure-call.ts'
import type { Route } from '#dialogue/contract.ts'
import { fillSlots, type Filling, type FillingContext } from '#dialogue/slot-filling/fill-slots.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { dialogueOf } from './dialogue/dialogue.ts'
import { nextQuestion } from './dialogue/next-question.ts'

/**
 * The procedure that a program calls by its name, where the agent exposes it, that a file of its folder begins, or that a
 * person at the desk chose and filled in. Each argument is read as its slot reads an
 * answer, so that nothing gets into a plan that a person couldn't say; what is missing or doesn't fit is asked for.
 */
export function calledProcedure(record: TurnRecord): Route | null {
  const callable = callableBy(record)
  if (callable.length === 0) return null
  const call = readProcedureCall(record.text)
  const playbook = record.live.agent.playbooks.find(({ name }) => name === call?.procedure && callable.includes(name))
  if (!call || !playbook) return null
  const dialogue = dialogueOf(record, playbook, { intent: calledIntent(record, playbook) })
  // Whoever calls it by its name isn't asked whether they mean it; what changes something is asked about with its plan.
  return nextQuestion({ ...dialogue, confirmsInWords: false }, fillingOf(dialogue, playbook, call))
}

function callableBy({ live: { agent }, principal, channel }: TurnRecord): readonly string[] {
  const starter = starterIn(agent, starterOfPrincipal(principal.id))
  const begun = starter && procedureOf(starter)
  if (begun) return [begun.procedure]
  if (channel === DESK_CHANNEL) return agent.playbooks.map(({ name }) => name)
  return channel === MCP_CHANNEL ? (agent.expose ?? []).map(({ name }) => name) : []
}

/** What the arguments of a call fill of a procedure's slots, each read as its slot reads an answer. */
export function fillingOf(
  context: FillingContext,
  { slots: declared }: Pick<NamedPlaybook, 'slots'>,
  { args }: Pick<ProcedureCall, 'args'>,
): Filling {
  const fillings = Object.entries(declared).flatMap(([name, slot]) => {
    const value = args[name]
    if (value === undefined) return []
    return [fillSlots({ [name]: slot }, String(value), { ...context, open: name })]
  })
  return {
    slots: Object.assign({}, ...fillings.map(({ slots }) => slots)),
    filled: fillings.flatMap(({ filled }) => filled),
    changed: [],
    dropped: [],
    unsure: Object.assign({}, ...fillings.map(({ unsure }) => unsure)),
    problems: Object.assign({}, ...fillings.map(({ problems }) => problems)),
  }
}

// Nobody's words ask for it: a name does, which a program chose. Whoever chose it from the desk's forms asks for just that.
function calledIntent({ language, principal, sentBy, channel }: TurnRecord, playbook: NamedPlaybook): Intent {
  return {
    playbook: playbook.name,
    goal: playbookIn(playbook, language).title,
    said: [],
    recognisedBy: 'dialogue',
    likeness: null,
    near: [],
    language: language.split('-', 1)[0] ?? language,
    author: principal.id,
    ...(channel === DESK_CHANNEL && sentBy === null
      ? ({ basis: 'explicit', doubts: [] } as const)
      : ({ basis: 'inferred', doubts: [sentBy ?? 'client'] } as const)),
    steps: [],
  }
}
