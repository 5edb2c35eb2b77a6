import { z } from 'zod'
import { AnyJson, AnyJsonObject, Id, Moment, textUpTo, type View } from './common.ts'
import type { DecisionView, EffectView, PlanView } from '#graph/contract.ts'
import { Label, type Labels } from '#label.ts'
import { EFFECT_STATES, PLAN_STATUSES } from '#plan-status.ts'
import { ValuePath, type ValuePaths } from '#value-path.ts'
import { Verdict } from '#verdict.ts'

const Person = z.object({ id: z.string(), name: z.string() })
const VerdictShape = Verdict.meta({ id: 'Verdict', description: 'What policy says.' })
const LabelShape = Label.meta({
  id: 'Label',
  description: 'Where a value came from, and what decided that it is this one.',
})
const LabelsShape: View<Labels> = z
  .record(z.string(), LabelShape)
  .meta({ id: 'Labels', description: 'A label for each JSON Pointer in the arguments.' })

const PathsShape: View<ValuePaths> = z
  .record(z.string(), ValuePath.meta({ id: 'ValuePath', description: 'The short way of a value from its sources.' }))
  .meta({ id: 'ValuePaths', description: 'A path for each leaf of the arguments, by JSON Pointer.' })

export const Decision: View<DecisionView> = z
  .object({
    principal: Person,
    decision: z.enum(['approve', 'reject']),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    at: Moment,
  })
  .meta({ id: 'Decision' })

const Effect: View<EffectView> = z
  .object({
    index: z.int(),
    tool: z.string(),
    title: z.string().describe('The step in words, drawn from its arguments alone.'),
    args: AnyJsonObject,
    arguments: z
      .array(
        z.object({
          name: z.string(),
          text: z.string(),
          origin: z.string().describe('Where the value comes from, in words.'),
          kind: z
            .enum(['person', 'edit', 'operator', 'model', 'record', 'step', 'clock', 'unchecked'])
            .describe('What kind of source that is.'),
          others: z
            .array(z.string())
            .readonly()
            .describe('The words on its other sources; the least trusted comes first.'),
          unchecked: z
            .boolean()
            .describe('True where the value, or the choice of it, hangs on words that nobody vouches for.'),
        }),
      )
      .readonly(),
    labels: LabelsShape,
    because: LabelShape,
    paths: PathsShape,
    verdict: VerdictShape.nullable(),
    state: z.enum(EFFECT_STATES),
    result: AnyJson.nullable(),
    reversible: z.boolean(),
  })
  .meta({ id: 'Effect' })

export const Plan: View<PlanView> = z
  .object({
    id: Id,
    status: z.enum(PLAN_STATUSES),
    digest: z.string().nullable().describe('What a decision must name: SHA-256 over all that it covers.'),
    threadId: Id,
    runId: Id,
    agent: z.string(),
    requester: Person,
    program: z.string().describe('The plan as JavaScript.'),
    playbook: z.string().nullable(),
    said: z.string().nullable(),
    title: z.string(),
    deed: z.string().describe('What saying yes does, for a button.'),
    totals: z.array(z.string()).readonly(),
    effects: z.array(Effect).readonly(),
    reads: z
      .array(
        z.object({
          index: z.int(),
          tool: z.string(),
          title: z.string().describe('The read in words.'),
          from: z.string().describe('Whose answer it was, in words.'),
          args: AnyJsonObject,
          found: z.boolean(),
          at: Moment,
        }),
      )
      .readonly(),
    verdict: VerdictShape.nullable(),
    decisions: z.array(Decision).readonly(),
    awaits: z.array(z.string()).readonly().describe('Roles still to say yes.'),
    rejectReasons: z.array(z.string()).readonly().describe('What a rejection may name as its reason.'),
    mayResolve: z
      .boolean()
      .describe('Whether you may say what came of an effect whose state is `unknown`, where the plan is `unknown`.'),
    changes: z
      .array(z.object({ tool: z.string(), pointer: z.string(), was: AnyJson, is: AnyJson }))
      .readonly()
      .describe('What changed since it was approved, where it went stale.'),
    failure: z.object({ code: z.string(), text: z.string() }).nullable(),
    expiresAt: Moment.nullable(),
    createdAt: Moment,
  })
  .meta({ id: 'Plan' })

export const NewDecision = z
  .strictObject({
    digest: textUpTo(200).describe('The digest of the plan as you saw it.'),
    decision: z.enum(['approve', 'reject']),
    reason: textUpTo(100).optional().describe("For a rejection: one of the plan's `rejectReasons`."),
    note: textUpTo(2_000).optional(),
  })
  .meta({ id: 'NewDecision' })

export const NewResolution = z
  .strictObject({ outcome: z.enum(['happened', 'did-not', 'look-again']), note: textUpTo(2_000) })
  .meta({ id: 'NewResolution' })
