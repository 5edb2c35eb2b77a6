import type { ToolDeclaration } from '#agents/contract.ts'
import { JsonObject } from '#json.ts'
import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plan-record.ts'
import type { JournalEntry } from '#plan/contract.ts'
import type { ApprovedEffect, ApprovedTool, PlanDocument } from '#plan/plan-document.ts'
import { PrincipalId, type TenantId } from '#principal.ts'
import type { LiveAgent } from '../live-agent.ts'
import { isReader, READERS } from '../readers.ts'

export interface Judged {
  readonly tenantId: TenantId
  readonly plan: PlanRecord
  readonly journal: readonly JournalEntry[]
  readonly live: LiveAgent
  readonly policyHash: string
  readonly verdicts: PlanVerdict
  readonly expiresAt: string
}

/** Puts together all that an approval covers. Made once when a plan is judged, and again from the rows at apply. */
export function planDocument({ tenantId, plan, journal, live, ...judged }: Judged): PlanDocument {
  return {
    tenant: tenantId,
    plan: plan.id,
    thread: plan.threadId,
    requester: PrincipalId.parse(plan.requester),
    expiresAt: judged.expiresAt,
    program: programOf(plan, live),
    literals: plan.literals,
    slots: plan.slots,
    ...(Object.keys(plan.refs).length > 0 && { refs: plan.refs }),
    now: plan.nowMs,
    journal,
    effects: plan.effects.map(approvedEffect),
    tools: usedTools(plan, journal).map((tool) => approvedTool(tool, plan, live)),
    limits: JsonObject.parse({ ...live.agent.limits }),
    policy: judged.policyHash,
    verdicts: judged.verdicts,
    citations: [],
    budget: { ...live.agent.limits.costPerTurn },
  }
}

// A plan that was judged before there were paths was sealed without them.
function approvedEffect({ tool, args, labels, because, paths }: PlanRecord['effects'][number]): ApprovedEffect {
  return { tool, args, labels, because, ...(Object.keys(paths).length > 0 && { paths: JsonObject.parse(paths) }) }
}

function programOf(plan: PlanRecord, live: LiveAgent): PlanDocument['program'] {
  const { author, prompt, model, agentHash } = plan
  if (author === 'model') {
    return { author, prompt: prompt ?? 'none', model: model ?? 'none', hash: agentHash, source: plan.program }
  }
  const playbook = live.agent.playbooks.find((candidate) => candidate.name === plan.playbook)
  return { author: 'playbook', name: plan.playbook ?? '', hash: playbook?.hash ?? 'gone', source: plan.program }
}

function usedTools(plan: PlanRecord, journal: readonly JournalEntry[]): readonly string[] {
  return [...new Set([...journal.map(({ tool }) => tool), ...plan.effects.map(({ tool }) => tool)])].sort()
}

const NOWHERE = { definitionHash: 'none', serverAddress: 'none', credentialId: 'none' } as const

function approvedTool(tool: string, plan: PlanRecord, live: LiveAgent): ApprovedTool {
  const reader = isReader(tool) ? READERS[tool] : undefined
  // What a model said stands in the journal; how it was asked is ours.
  if (reader) return { ...NOWHERE, tool, declaration: { prompt: reader.prompt } }
  const declared = live.declarations.get(tool)
  // Taken out of tools.yaml while the plan waited: what stands here can't be what was approved.
  if (!declared) return { ...NOWHERE, tool, declaration: {} }
  const { address, credentialId } = live.servers.address(declared.server)
  const pinned = live.definitions.get(tool)?.hash ?? 'none'
  // A write's hash is the one it was staged against: no row can say another than the accepted one.
  const staged = plan.effects.flatMap((effect) => (effect.tool === tool ? [effect.definitionHash] : []))
  const others = staged.some((hash) => hash !== pinned) ? [...new Set(staged)].sort() : []
  return {
    tool,
    declaration: declarationAsJson(declared),
    definitionHash: [...others, pinned].join(' '),
    serverAddress: address,
    credentialId,
  }
}

const declarations = new WeakMap<ToolDeclaration, JsonObject>()

// A declaration is loaded once and covered by the digest of every plan.
function declarationAsJson(declared: ToolDeclaration): JsonObject {
  const known = declarations.get(declared)
  if (known) return known
  const { line: _line, ...declaration } = declared
  const json = JsonObject.parse(JSON.parse(JSON.stringify(declaration)))
  declarations.set(declared, json)
  return json
}
