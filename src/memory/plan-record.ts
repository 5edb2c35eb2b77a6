import { z } from 'zod'
import { Json, JsonObject } from '#json.ts'
import { Label, Labels } from '#label.ts'
import { EFFECT_STATES, PLAN_STATUSES } from '#plan-status.ts'
import { ValuePaths } from '#value-path.ts'
import { Verdict } from '#verdict.ts'

/** What came of a call: the value that a later step may use, or the code of its failure. */
export const EffectOutcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: Json }),
  z.object({ ok: z.literal(false), code: z.string() }),
])
export type EffectOutcome = z.infer<typeof EffectOutcome>

/** One row of the ledger. */
export const EffectRecord = z.object({
  index: z.number().int(),
  tool: z.string(),
  args: JsonObject,
  labels: Labels,
  because: Label,
  paths: ValuePaths,
  verdict: Verdict.nullable(),
  state: z.enum(EFFECT_STATES),
  definitionHash: z.string(),
  idempotencyKey: z.string().nullable(),
  resolvedArgs: JsonObject.nullable(),
  outcome: EffectOutcome.nullable(),
  dispatchedAt: z.string().nullable(),
  completedAt: z.string().nullable(),
})
export type EffectRecord = z.infer<typeof EffectRecord>

export const DecisionRecord = z.object({
  principalId: z.string(),
  principalName: z.string().nullable(),
  digest: z.string(),
  decision: z.enum(['approve', 'reject']),
  /** Held when deciding; `rolesNow` are those held today. */
  roles: z.array(z.string()),
  rolesNow: z.array(z.string()),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  decidedAt: z.string(),
})
export type DecisionRecord = z.infer<typeof DecisionRecord>

/** A value that changed between approval and apply. */
export const ReadChange = z.object({ tool: z.string(), pointer: z.string(), was: Json, is: Json })
export type ReadChange = z.infer<typeof ReadChange>

export const Slots = z.record(z.string(), z.object({ value: Json, labels: Labels }))
export type Slots = z.infer<typeof Slots>

/** A plan with its effects and decisions, as stored. Times are ISO 8601 in UTC; `now` is the database's. */
export const PlanRecord = z.object({
  id: z.string(),
  threadId: z.string(),
  runId: z.string(),
  round: z.number().int(),
  requester: z.string(),
  requesterName: z.string(),
  agent: z.string(),
  agentHash: z.string(),
  author: z.enum(['playbook', 'model']),
  playbook: z.string().nullable(),
  program: z.string(),
  literals: Label,
  slots: Slots,
  /** What the program was given besides, by name: text that the requester only passed on. */
  refs: Slots,
  /** The prompt's version and the model that wrote the program; null where an operator did. */
  prompt: z.string().nullable(),
  model: z.string().nullable(),
  /** What led the program to ask for another round; null where it didn't. */
  next: Label.nullable(),
  nowMs: z.number(),
  generation: z.number().int(),
  status: z.enum(PLAN_STATUSES),
  said: z.object({ text: z.string(), label: Label }).nullable(),
  failure: z.object({ code: z.string(), text: z.string() }).nullable(),
  verdict: Verdict.nullable(),
  policyHash: z.string().nullable(),
  digest: z.string().nullable(),
  seal: JsonObject.nullable(),
  changes: z.array(ReadChange),
  dryRunEndedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  createdAt: z.string(),
  now: z.string(),
  /** The reads of this try, in order, as they were kept. */
  journal: z.array(Json),
  effects: z.array(EffectRecord),
  decisions: z.array(DecisionRecord),
})
export type PlanRecord = z.infer<typeof PlanRecord>
