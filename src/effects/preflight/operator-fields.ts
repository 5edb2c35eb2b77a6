import { canonicalJson } from '#core/commitment.ts'
import { readAgentParts } from '#memory/agents/agent-parts.ts'
import type { PlanRecord, SettingChange } from '#memory/plans/plan-record.ts'
import type { ApprovedTool, PlanDocument } from '#sealed-plan/plan-document.ts'
import { agentPart, type AgentPart } from '#sealed-plan/document.ts'
import { changedSinceJudged } from '#sealed-plan/judged-document.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import { parseAgentPart, parseSeal } from '#sealed-plan/seal.ts'
import { PROCEDURE_FORMS, procedureHash } from '#sealed-plan/used-procedure.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'

/** The fields of a digest that are the operator's alone. Of the program the plan's own row says the rest. */
const OPERATORS_OWN: ReadonlySet<string> = new Set<keyof PlanDocument>(['tools', 'limits', 'budget'])

/**
 * What the operator changed under a plan whose digest differs: its procedure; a tool's entry, definition, server or credential;
 * the limits. The approval doesn't cover the new one, so the plan is tried out and judged anew. Null where anything else isn't what was judged. The digest
 * has to be that of the rows with what was kept of the agent: the hashes of fields that a seal has name what differs, and
 * prove nothing. Null too where nothing was kept, or what was kept isn't what was sealed.
 */
export async function operatorFieldChanges(
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
  const procedure = procedureChanges(plan, live, judged)
  return procedure && [...procedure, ...settingChanges(judged, now)]
}

/** Whether a field of what was judged is the operator's alone. */
export function isOperatorField(field: string): boolean {
  return OPERATORS_OWN.has(field)
}

// Of a program that a model wrote only the plan's own row says by what it was written: no operator changes that.
function procedureChanges(
  plan: PlanRecord,
  { agent }: AgentRuntime,
  { programHash }: AgentPart,
): readonly SettingChange[] | null {
  if (PROCEDURE_FORMS.some((form) => procedureHash(plan, agent, form) === programHash)) return []
  return plan.author === 'model' ? null : [{ setting: 'procedure', of: plan.playbook }]
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
