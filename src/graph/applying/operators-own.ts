import { canonicalJson } from '#commitment.ts'
import { readAgentParts } from '#memory/agent-parts.ts'
import { agentPart, type AgentPart } from '../planning/document.ts'
import { changedSinceJudged } from '../planning/judged-document.ts'
import type { PlanAround } from '../planning/read-plan.ts'
import { parseAgentPart, parseSeal } from '../planning/seal.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Turn } from '../turn.ts'

/**
 * What the operator may change while a plan waits: a tool's entry, definition, server or credential, and the limits. The
 * approval doesn't cover the new one, so the plan is tried out and judged anew.
 */
const OPERATORS_OWN: readonly (keyof AgentPart)[] = ['tools', 'limits', 'budget']

/**
 * Whether a plan whose digest differs is what was judged in everything but what is the operator's to change. The digest
 * has to be that of the rows with what was kept of the agent: the hashes of fields that a seal has name what differs, and
 * prove nothing. False where nothing was kept, or what was kept isn't what was sealed.
 */
export async function differsByOperatorAlone(
  { database }: Pick<Services, 'database'>,
  { tenantId }: Turn,
  { live }: TurnRecord,
  { plan, journal }: Pick<PlanAround, 'plan' | 'journal'>,
): Promise<boolean> {
  const hash = plan.seal && parseSeal(plan.seal).agentPart
  if (!hash) return false
  const parts = await database.atOnce(tenantId, (tx) => readAgentParts(tx, [hash]))
  const judged = parseAgentPart(parts.get(hash) ?? null)
  if (!judged || changedSinceJudged({ tenantId, plan, parts, live: undefined }) !== null) return false
  const now = agentPart({ plan, journal }, { live })
  return canonicalJson(othersOf(judged)) === canonicalJson(othersOf(now))
}

/** Whether a field of what was judged is one that an operator may change under a plan that waits. */
export function isOperatorsOwn(field: string): boolean {
  return OPERATORS_OWN.some((own) => own === field)
}

/** What of an agent no operator may change under a plan that waits: its program above all. */
function othersOf(part: AgentPart) {
  return Object.fromEntries(Object.entries(part).filter(([name]) => !isOperatorsOwn(name)))
}
