import { playbookIn } from '#agents/playbook-in.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { IntentView } from '#contract/intent.ts'
import { isConfirmed, storedIntent } from '#sealed-plan/plan-intent.ts'
import { speechOf, type ViewedAgent } from '../titles/viewed-agent.ts'

/** What a plan's requester is taken to have asked for. Whoever may read a plan may read the words that it came from. */
export function intentView(plan: PlanRecord, live: ViewedAgent): IntentView {
  const title = (name: string) => titleOf(name, live) ?? name
  const intent = storedIntent(plan)
  if (intent === null) {
    const goal = plan.playbook === null ? '' : title(plan.playbook)
    return { ...UNKNOWN, goal, basis: isConfirmed(plan) ? 'confirmed' : 'inferred' }
  }
  const { playbook, goal, said, recognisedBy, likeness, near, language, basis, doubts, steps, found = [] } = intent
  return {
    goal: (playbook === null ? null : titleOf(playbook, live)) ?? goal,
    said,
    recognisedBy,
    likeness,
    near: near.map((other) => ({ ...other, title: title(other.playbook) })),
    language,
    basis: isConfirmed(plan) ? 'confirmed' : basis,
    doubts,
    steps,
    found: found.map(({ isOnly, ...thing }) => ({ ...thing, sure: isOnly })),
  }
}

const UNKNOWN = {
  said: [],
  recognisedBy: null,
  likeness: null,
  near: [],
  language: null,
  doubts: ['unknown'],
  steps: [],
  found: [],
} as const satisfies Partial<IntentView>

function titleOf(name: string, { agent, speech }: ViewedAgent): string | null {
  const playbook = agent.playbooks.find((candidate) => candidate.name === name)
  return playbook ? playbookIn(playbook, speechOf({ speech }).language).title : null
}
