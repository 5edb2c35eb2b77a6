import { canonicalJson } from '#core/commitment.ts'
import type { Json } from '#core/json.ts'
import { readAgentParts } from '#memory/agent-parts.ts'
import type { SettingChange } from '#memory/plan-record.ts'
import type { ApprovedTool } from '#plan/sealed/plan-document.ts'
import { agentPart, type AgentPart } from '#plan/sealed/document.ts'
import { changedSinceJudged } from '#plan/sealed/judged-document.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import { parseAgentPart, parseSeal } from '#plan/sealed/seal.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'

/**
 * What the operator may change while a plan waits: a tool's entry, definition, server or credential, and the limits. The
 * approval doesn't cover the new one, so the plan is tried out and judged anew.
 */
const OPERATORS_OWN: readonly (keyof AgentPart)[] = ['tools', 'limits', 'budget']

/**
 * What the operator changed under a plan whose digest differs; null where anything else isn't what was judged. The digest
 * has to be that of the rows with what was kept of the agent: the hashes of fields that a seal has name what differs, and
 * prove nothing. Null too where nothing was kept, or what was kept isn't what was sealed.
 */
export async function operatorsChanges(
  { database }: Pick<Services, 'database'>,
  { tenantId }: Turn,
  { live }: TurnRecord,
  { plan, journal }: Pick<PlanWithContext, 'plan' | 'journal'>,
): Promise<readonly SettingChange[] | null> {
  const hash = plan.seal && parseSeal(plan.seal).agentPart
  if (!hash || plan.agent !== live.agent.name) return null
  const parts = await database.batch(tenantId, (tx) => readAgentParts(tx, [hash]))
  const judged = parseAgentPart(parts.get(hash) ?? null)
  if (!judged || changedSinceJudged({ tenantId, plan, parts, live: undefined }) !== null) return null
  const now = agentPart({ plan, journal }, { live })
  return isSame(othersOf(judged), othersOf(now)) ? settingChanges(judged, now) : null
}

/** Whether a field of what was judged is one that an operator may change under a plan that waits. */
export function isOperatorsOwn(field: string): boolean {
  return OPERATORS_OWN.some((own) => own === field)
}

/** What of an agent no operator may change under a plan that waits: its program above all. */
function othersOf(part: AgentPart): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(part).filter(([name]) => !isOperatorsOwn(name)))
}

function settingChanges(judged: AgentPart, now: AgentPart): readonly SettingChange[] {
  const tools = [...new Set([...judged.tools, ...now.tools].map(({ tool }) => tool))].flatMap((tool) =>
    toolChanges(
      tool,
      judged.tools.find((one) => one.tool === tool),
      now.tools.find((one) => one.tool === tool),
    ),
  )
  const limits = isSame([judged.limits, judged.budget], [now.limits, now.budget]) ? [] : [LIMITS]
  return [...new Map([...tools, ...limits].map((change) => [canonicalJson(change), change])).values()]
}

const LIMITS: SettingChange = { setting: 'limits', of: null }

// Where a server is, and by what we are known to it, is the same for each of its tools.
function toolChanges(
  tool: string,
  judged: ApprovedTool | undefined,
  now: ApprovedTool | undefined,
): readonly SettingChange[] {
  if (!judged || !now) return [{ setting: 'entry', of: tool }]
  const server = tool.split('/')[0] ?? tool
  return [
    ...(isSame(judged.declaration, now.declaration) ? [] : [{ setting: 'entry', of: tool } as const]),
    ...(judged.definitionHash === now.definitionHash ? [] : [{ setting: 'definition', of: tool } as const]),
    ...(judged.serverAddress === now.serverAddress ? [] : [{ setting: 'address', of: server } as const]),
    ...(judged.credentialId === now.credentialId ? [] : [{ setting: 'credential', of: server } as const]),
  ]
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other)
}
