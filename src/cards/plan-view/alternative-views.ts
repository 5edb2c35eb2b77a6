import { REQUESTER } from '#auth/roles.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { personChoice } from '#turn/hand-over/person-choice.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Principal } from '#core/principal.ts'
import type { IntentView } from '#contract/intent.ts'
import type { InsteadView } from '#contract/plan.ts'
import { speechOf, type ViewedAgent } from '../titles/viewed-agent.ts'

interface Asked {
  readonly intent: IntentView
  readonly awaits: readonly string[]
  readonly reader: Pick<Principal, 'id'>
}

/** More of what was near than these isn't read. */
const MOST_NEAR = 3

/**
 * The alternatives that a plan's requester can choose where it isn't what they meant: what else was near, the documents' answer, a person.
 * Each is a message of theirs, which is routed like any other. Nothing unless they are asked, or have said no.
 */
export function alternativeViews(plan: PlanRecord, live: ViewedAgent, asked: Asked): readonly InsteadView[] {
  if (!isTheirsToSay(plan, asked)) return []
  const { intent } = asked
  const near = intent.near.filter(({ playbook }) => playbook !== plan.playbook).slice(0, MOST_NEAR)
  return [
    ...near.flatMap(({ playbook }) => playbookMessage(playbook, plan, live)),
    ...documentsOf(intent, live),
    ...person(live),
  ]
}

function isTheirsToSay({ requester, status, decisions }: PlanRecord, { awaits, reader }: Asked): boolean {
  if (reader.id !== requester) return false
  if (status === 'waiting') return awaits.includes(REQUESTER)
  return status === 'rejected' && decisions.at(-1)?.principalId === reader.id
}

// A title is among what a playbook is recognised by, and a value that was said needn't be said again.
function playbookMessage(name: string, { slots }: PlanRecord, live: ViewedAgent): readonly InsteadView[] {
  const found = live.agent.playbooks.find((playbook) => playbook.name === name)
  if (!found) return []
  const { title, slots: wanted } = playbookIn(found, speechOf(live).language)
  const values = Object.entries(wanted).flatMap(([slot, { type }]) => {
    const value = slots[slot]?.value
    return type === 'pattern' && typeof value === 'string' ? [value] : []
  })
  return [{ title, message: [title, ...values].join(' ') }]
}

function documentsOf({ said, goal }: IntentView, live: ViewedAgent): readonly InsteadView[] {
  const { say, quote } = speechOf(live)
  const words = said[0]?.text ?? goal
  if (live.agent.knowledge.length + live.agent.resources.length === 0 || words === '') return []
  const message = say('What do your documents say about {words}?', { words: quote(words) })
  return [{ title: say('What our documents say about it'), message }]
}

function person(live: ViewedAgent): readonly InsteadView[] {
  const choice = personChoice(live.agent, speechOf(live))
  return choice === null ? [] : [{ title: choice.label, message: choice.says }]
}
