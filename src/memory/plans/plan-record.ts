import { z } from 'zod'
import { ParsedJson, ParsedJsonObject } from '#core/json.ts'
import { ProgramProcedure } from '#plan-language/procedure.ts'
import { Label, Labels } from '#plan-language/values/label.ts'
import { PlanCitation } from '#core/plan-citation.ts'
import { PlanEdits, StagedStep, StandingEdit } from '#plan-language/values/plan-edit.ts'
import { EFFECT_STATES, PLAN_STATUSES } from './plan-status.ts'
import { ValuePaths } from '#plan-language/values/value-path.ts'
import { Verdict } from '#core/verdict.ts'
import { DecisionRecord } from './decision-record.ts'
import { EffectOutcome } from './tool-answer.ts'
import { splitCompensations } from './compensations.ts'

/** The operator's procedures that a program calls, as they were when it was written, by the names that it has them by. */
const ProgramProcedures = z.record(z.string(), ProgramProcedure)

/** Something that was tried to find out about a step, with how often it came to the same in a row. */
export const StepTry = z.object({
  did: z.enum(['call', 'look-up']),
  /**
   * `silence`: nobody answered, and it may have been done. `not-sent`: nobody answered, and it surely wasn't. `error`: that was
   * the answer. Of a look-up, `absent`: there is nothing; `unclear`: neither that nor what there is.
   */
  came: z.enum(['silence', 'not-sent', 'error', 'absent', 'unclear']),
  /** Of the failure, an error's own where it has one; empty where there is none. */
  code: z.string(),
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.number().int(),
})
export type StepTry = Readonly<z.infer<typeof StepTry>>

/** What a plan tells its requester. `ahead` is where the sentences stand that needn't wait until its steps are done. */
export const PlanTalk = z.object({
  text: z.string(),
  label: Label,
  ahead: z
    .array(z.tuple([z.int(), z.int()]).readonly())
    .readonly()
    .exactOptional(),
})
export type PlanTalk = Readonly<z.infer<typeof PlanTalk>>

/** One row of the ledger. */
export const EffectRecord = z.object({
  index: z.number().int(),
  tool: z.string(),
  args: ParsedJsonObject,
  labels: Labels,
  because: Label,
  paths: ValuePaths,
  verdict: Verdict.nullable(),
  state: z.enum(EFFECT_STATES),
  definitionHash: z.string(),
  idempotencyKey: z.string().nullable(),
  resolvedArgs: ParsedJsonObject.nullable(),
  outcome: EffectOutcome.nullable(),
  dispatchedAt: z.string().nullable(),
  completedAt: z.string().nullable(),
  /** The step that this one takes back; null for a step of the plan itself. */
  undoes: z.number().int().nullable(),
  /** What was tried to find out about it, in order; each names what came of it. */
  tries: z.array(StepTry).readonly(),
  /** When a call of it last began; null where the first was the last. */
  triedAt: z.string().nullable(),
})
export type EffectRecord = z.infer<typeof EffectRecord>

/** The fields of a step that was staged and not judged yet. */
export const ONLY_STAGED = {
  verdict: null,
  state: 'planned',
  idempotencyKey: null,
  resolvedArgs: null,
  outcome: null,
  dispatchedAt: null,
  completedAt: null,
  undoes: null,
  tries: [],
  triedAt: null,
} as const satisfies Partial<EffectRecord>

/** A value that changed between approval and apply. */
export const ReadChange = z.object({
  tool: z.string(),
  /** Its index in the journal before; null in old rows. */
  read: z.number().int().nullable().default(null),
  pointer: z.string(),
  was: ParsedJson,
  is: ParsedJson,
})
export type ReadChange = z.infer<typeof ReadChange>

/** What somebody had changed of a plan and that doesn't fit it any more, with the step as its program had staged it. */
export const LostEdit = z.object({ lost: StandingEdit, step: StagedStep.pick({ tool: true, args: true }) })
export type LostEdit = z.infer<typeof LostEdit>

/**
 * What an operator changed of a plan's agent: of a server, of a tool, the limits, which are of neither, a passage that the
 * plan goes by, of a document by its id, or the procedure that it was made by.
 */
export const SettingChange = z.object({
  setting: z.enum(['address', 'credential', 'entry', 'definition', 'limits', 'passage', 'procedure']),
  of: z.string().nullable(),
})
export type SettingChange = z.infer<typeof SettingChange>

/** What became of a step where how a plan is done changed since it was approved. `was`: its arguments before that. */
export const StepChange = z.object({
  step: z.enum(['new', 'gone', 'changed']),
  tool: z.string(),
  args: ParsedJsonObject,
  was: ParsedJsonObject.nullable(),
})
export type StepChange = z.infer<typeof StepChange>

/** What isn't as it was when a plan was approved. */
export const PlanDifference = z.union([LostEdit, SettingChange, StepChange, ReadChange])
export type PlanDifference = z.infer<typeof PlanDifference>

/** Why a plan came to nothing: words for whoever asked, and where in its program it failed, for the program's author. */
export const PlanFailureRecord = z.object({
  code: z.string(),
  text: z.string(),
  /** Not there in rows from before, and where no program failed. It holds no value of the program's data. */
  where: z.object({ message: z.string(), at: z.object({ line: z.int(), column: z.int() }).nullable() }).exactOptional(),
})
export type PlanFailureRecord = z.infer<typeof PlanFailureRecord>

/** Values with their labels, by name. */
export const Slots = z.record(z.string(), z.object({ value: ParsedJson, labels: Labels }))
export type Slots = z.infer<typeof Slots>

/** What a read that people are asked about is: the tool by its pinned definition, and the arguments by their labels. */
export const AskedRead = EffectRecord.pick({
  tool: true,
  args: true,
  labels: true,
  because: true,
  paths: true,
  definitionHash: true,
})
export type AskedRead = z.infer<typeof AskedRead>

/** Reads that people were asked about together, and allowed. */
export const AllowedReads = z.object({
  digest: z.string(),
  verdict: Verdict,
  escalation: z.object({ to: z.string(), at: z.string() }).nullable(),
  reads: z.array(AskedRead).readonly(),
  allowedAt: z.string(),
})
export type AllowedReads = z.infer<typeof AllowedReads>

const StoredPlan = z.object({
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
  /** What its turn speaks with the requester; null where nothing was decided. */
  language: z.string().nullable(),
  program: z.string(),
  literals: Label,
  slots: Slots,
  /** What the program was given besides, by name: text that the requester only passed on. */
  refs: Slots,
  /** What it was told of whoever asks, by field, where its program names them; null where it doesn't. */
  identity: Slots.nullable(),
  procedures: ProgramProcedures.nullable(),
  /** The prompt's version and the model that wrote the program; null where an operator did. */
  prompt: z.string().nullable(),
  model: z.string().nullable(),
  /** What led the program to ask for another round; null where it didn't. */
  next: Label.nullable(),
  nowMs: z.number(),
  generation: z.number().int(),
  status: z.enum(PLAN_STATUSES),
  said: PlanTalk.nullable(),
  failure: PlanFailureRecord.nullable(),
  verdict: Verdict.nullable(),
  policyHash: z.string().nullable(),
  digest: z.string().nullable(),
  seal: ParsedJsonObject.nullable(),
  changes: z.array(PlanDifference),
  /** How people have changed it since its program staged it; null where nobody has. */
  edits: PlanEdits.nullable(),
  /** The company's rules that it goes by. */
  citations: z.array(PlanCitation).readonly(),
  /** What its requester is taken to have asked for, as it stands in the row (`#intent.ts`); null in plans from before. */
  intent: ParsedJson.nullable(),
  dryRunEndedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  /** The role that may answer as well, and from when on; null where none may. */
  escalation: z.object({ to: z.string(), at: z.string() }).nullable(),
  /** What a queue is sorted by, the weightiest number first. */
  risk: z.array(z.number()),
  createdAt: z.string(),
  now: z.string(),
  /** The reads of this try, in order, as they were kept. */
  journal: z.array(ParsedJson),
  /** Whether its effects are reads that people are asked about: nothing is staged yet. */
  asking: z.boolean(),
  /** What people allowed to be read for it, in order. */
  allowed: z.array(AllowedReads).readonly(),
  /** Of a plan whose planner was shown what was read: the reads of the programs that showed it, in order. */
  shownReads: z.array(ParsedJson).default([]),
  effects: z.array(EffectRecord),
  decisions: z.array(DecisionRecord),
  /** Until when its run rests, and over which step; null where it doesn't. */
  rest: z.object({ until: z.string(), code: z.string(), index: z.number().int().nullable() }).nullable(),
})

/** The parts of a plan that depend on when they are read. */
export const DecisionsNow = StoredPlan.pick({ decisions: true, now: true })
export type DecisionsNow = z.infer<typeof DecisionsNow>

/**
 * A plan with its effects and decisions. `undoings` are the steps that take others back after one that failed: none of what
 * was judged. Times are ISO 8601 in UTC; `now` is the database's.
 */
export const PlanRecord = StoredPlan.transform(({ effects, ...plan }) => ({ ...plan, ...splitCompensations(effects) }))
export type PlanRecord = z.infer<typeof PlanRecord>
