import type { Agent } from '#agents/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'

/** The code of the language that a plan's requester is spoken to; the agent's first for plans from before it had several. */
export function spokenIn({ language }: Pick<PlanRecord, 'language'>, { languages }: Pick<Agent, 'languages'>): string {
  return language !== null && languages.includes(language) ? language : (languages[0] ?? 'en')
}
