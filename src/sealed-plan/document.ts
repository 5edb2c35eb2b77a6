import type { ToolDeclaration } from '#agents/contract.ts'
import { isJsonObject, JsonObject } from '#core/json.ts'
import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { StagedStep } from '#plan-language/values/plan-edit.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import type { ApprovedEffect, ApprovedTool, PlanDocument } from './plan-document.ts'
import { PrincipalId, type TenantId } from '#core/principal.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { lookupOf } from '#knowledge/lookups.ts'
import { isReader, READERS } from '#knowledge/model-readers.ts'
import { procedureHash, type ProcedureForm } from './used-procedure.ts'

export interface Judged {
  readonly tenantId: TenantId
  readonly plan: PlanRecord
  readonly journal: readonly JournalEntry[]
  readonly live: AgentRuntime
  readonly policyHash: string
  readonly verdicts: PlanVerdict
  readonly expiresAt: string
  readonly escalation: PlanRecord['escalation']
}

/**
 * What a plan used of its agent, as far as no row of the plan says it: what the agent is today is another thing than
 * what it was when the plan was judged.
 */
export interface AgentPart extends Pick<PlanDocument, 'tools' | 'limits' | 'budget'> {
  /** Of what it uses of its procedure's file, or of that file; of the agent, where a model wrote the program. */
  readonly programHash: string
}

/** Puts together all that an approval covers. Made once when a plan is judged, and again from the rows at apply. */
export function planDocument({ live, ...judged }: Judged, form: ProcedureForm = 'used'): PlanDocument {
  return documentOf(judged, agentPart(judged, { live }, form))
}

/** What this plan uses of its agent as it is now. */
export function agentPart(
  { plan, journal }: Pick<Judged, 'plan' | 'journal'>,
  { live }: Pick<Judged, 'live'>,
  form: ProcedureForm = 'used',
): AgentPart {
  return {
    programHash: procedureHash(plan, live.agent, form),
    tools: usedTools(plan, journal, live).map((tool) => approvedTool(tool, plan, live)),
    limits: limitsOf(live),
    budget: { ...live.agent.limits.costPerTurn },
  }
}

/** All that an approval covers, of an agent as it was. */
export function documentOf(
  { tenantId, plan, journal, ...judged }: Omit<Judged, 'live'>,
  { programHash: hash, ...agent }: AgentPart,
): PlanDocument {
  return {
    tenant: tenantId,
    ...(coversAgent(plan) && { agent: plan.agent }),
    plan: plan.id,
    thread: plan.threadId,
    requester: PrincipalId.parse(plan.requester),
    expiresAt: judged.expiresAt,
    ...(judged.escalation && { escalation: inOneForm(judged.escalation) }),
    program: programOf(plan, hash),
    literals: plan.literals,
    slots: plan.slots,
    ...(Object.keys(plan.refs).length > 0 && { refs: plan.refs }),
    ...(plan.identity && { identity: plan.identity }),
    ...(plan.procedures && { procedures: JsonObject.parse(plan.procedures) }),
    now: plan.nowMs,
    journal,
    effects: plan.effects.map(approvedEffect),
    ...(plan.asking && { asking: true as const }),
    ...(plan.allowed.length > 0 && { allowed: plan.allowed.map(({ digest }) => digest) }),
    ...(plan.edits && { edits: { ...plan.edits, staged: plan.edits.staged.map(approvedEffect) } }),
    policy: judged.policyHash,
    verdicts: judged.verdicts,
    citations: plan.citations,
    ...(coversIntent(plan) && { intent: plan.intent }),
    ...(coversSaid(plan) && plan.said && { said: plan.said }),
    ...agent,
  }
}

// A plan that was sealed before its agent was covered has no hash for it. Whoever takes that out has another digest.
function coversAgent({ seal }: PlanRecord): boolean {
  return !isJsonObject(seal) || !isJsonObject(seal['fields']) || 'agent' in seal['fields']
}

/** The same of an intent. A row that got one after its plan was sealed without is another plan. */
export function coversIntent({ seal, intent }: Pick<PlanRecord, 'seal' | 'intent'>): boolean {
  return intent !== null || !isJsonObject(seal) || !isJsonObject(seal['fields']) || 'intent' in seal['fields']
}

/**
 * Whether what a plan says is under its digest: before it is sealed, what it says will be. What stands in the row of a plan
 * that was sealed without is nothing that anybody approved.
 */
export function coversSaid({ seal, said }: Pick<PlanRecord, 'seal' | 'said'>): boolean {
  return said !== null && (!isJsonObject(seal) || !isJsonObject(seal['fields']) || 'said' in seal['fields'])
}

// The database writes a time with more digits than it was given.
function inOneForm({ to, at }: NonNullable<PlanRecord['escalation']>) {
  return { to, at: new Date(at).toISOString() }
}

// How many plans may wait is nothing of this one's.
function limitsOf({ agent }: AgentRuntime): JsonObject {
  const { waitingPlans: _, ...limits } = agent.limits
  return JsonObject.parse(limits)
}

// A plan that was judged before there were paths was sealed without them.
function approvedEffect({ tool, args, labels, because, paths }: StagedStep): ApprovedEffect {
  return { tool, args, labels, because, ...(Object.keys(paths).length > 0 && { paths: JsonObject.parse(paths) }) }
}

function programOf({ author, prompt, model, playbook, program }: PlanRecord, hash: string): PlanDocument['program'] {
  if (author === 'model') return { author, prompt: prompt ?? 'none', model: model ?? 'none', hash, source: program }
  return { author: 'playbook', name: playbook ?? '', hash, source: program }
}

function usedTools(plan: PlanRecord, journal: readonly JournalEntry[], live: AgentRuntime): readonly string[] {
  const staged = plan.effects.map(({ tool }) => tool)
  // What would take a step back is approved with the step.
  const takers = live.agent.onFailure === 'compensate' ? staged.flatMap((tool) => takerOf(tool, live)) : []
  return [...new Set([...journal.map(({ tool }) => tool), ...staged, ...takers])].sort()
}

function takerOf(tool: string, live: AgentRuntime): readonly string[] {
  const taker = live.declarations.get(tool)?.compensate?.tool
  return taker === undefined ? [] : [taker]
}

const NOWHERE = { definitionHash: 'none', serverAddress: 'none', credentialId: 'none' } as const

function approvedTool(tool: string, plan: PlanRecord, live: AgentRuntime): ApprovedTool {
  const reader = isReader(tool) ? READERS[tool] : undefined
  // What a model said stands in the journal; how it was asked is ours.
  if (reader) return { ...NOWHERE, tool, declaration: { prompt: reader.prompt } }
  const lookup = lookupOf(tool)
  if (lookup) return { ...NOWHERE, tool, declaration: { version: lookup.version } }
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
  // By examples and usual values words are recognised: what came of them is sealed with the intent. What things are called
  // changes nothing that is done.
  const { line: _line, examples: _examples, usual: _usual, saysOthers: _saysOthers, ...others } = declared
  const { sample: _sample, follows: _follows, words: _words, total: _total, ...declaration } = others
  const json = JsonObject.parse(JSON.parse(JSON.stringify(declaration)))
  declarations.set(declared, json)
  return json
}
