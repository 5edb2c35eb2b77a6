import { z } from 'zod'
import { AnyJson, AnyJsonObject, Id, Moment, textUpTo, type View } from './common.ts'
import type { DecisionView, EditField, EffectView, IntentView, PlanView } from '#contract/operations.ts'
import { Doubt, SaidWords } from '#core/intent.ts'
import { Label, type Labels } from '#core/label.ts'
import { PlanCitation } from '#core/plan-citation.ts'
import { PlanChange } from '#core/plan-edit.ts'
import { EFFECT_STATES, PLAN_STATUSES } from '#core/plan-status.ts'
import { ValuePath, type ValuePaths } from '#core/value-path.ts'
import { Place } from '#core/text-place.ts'
import { Verdict } from '#core/verdict.ts'

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

const QuotedRule = PlanCitation.omit({ textHash: true })
  .extend({
    place: Place.optional().describe('Where the quote begins in the original, where that has pages, slides or rows.'),
  })
  .meta({ id: 'PlanCitation', description: 'A quote from a document; `span` is its place in that version.' })

export const Decision: View<DecisionView> = z
  .object({
    principal: Person,
    decision: z.enum(['approve', 'edit', 'reject']),
    digest: z.string().describe('What was decided on.'),
    authenticatedBy: z.enum(['session', 'key', 'token']).describe('How they were recognised.'),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    at: Moment,
    lookedMs: z
      .int()
      .nullable()
      .describe(
        'Milliseconds from when this digest was first shown to them until they decided. Null where it never was, and for the requester.',
      ),
    counts: z.boolean().describe('Whether it is about the plan as it is now.'),
  })
  .meta({ id: 'Decision' })

const EditFieldShape: View<EditField> = z
  .object({
    path: z.string(),
    form: z.enum(['money', 'number', 'text', 'date', 'choice']),
    value: z.string().describe('As it would be typed: `129.00` for 12900 cents.'),
    choices: z.array(z.string()).readonly(),
    money: z.object({ currency: z.string(), digits: z.int(), unit: z.enum(['minor', 'major']) }).nullable(),
  })
  .meta({ id: 'EditField' })

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
          was: z.string().nullable().describe('Its text before somebody changed it.'),
          edit: z.array(EditFieldShape).readonly().describe('What of it you may change now.'),
        }),
      )
      .readonly(),
    money: z
      .array(z.object({ minor: z.int(), currency: z.string() }))
      .readonly()
      .describe('The money that it moves, in minor units.'),
    labels: LabelsShape,
    because: LabelShape,
    paths: PathsShape,
    verdict: VerdictShape.nullable(),
    state: z.enum(EFFECT_STATES),
    result: AnyJson.nullable(),
    said: z
      .object({
        by: z
          .enum(['tool', 'protocol', 'http'])
          .describe('Who put it so: the tool, its protocol, or a status of HTTP.'),
        code: z.string().nullable(),
        text: z.string(),
      })
      .nullable()
      .describe('The last error with which its call was answered, where you may say what came of it. Anybody’s words.'),
    reversible: z.boolean(),
    mayLeaveOut: z.boolean().describe('Whether you may leave it out now.'),
  })
  .meta({ id: 'Effect' })

const Said = SaidWords.meta({
  id: 'SaidWords',
  description: 'Words of the requester’s, with their place in the message as typed, in UTF-16 units.',
})

const IntentShape: View<IntentView> = z
  .object({
    goal: z.string().describe('What is done: the playbook’s title, or the goal as a model put it.'),
    said: z.array(Said).readonly().describe('The requester’s own words that ask for it, the first the one to show.'),
    recognisedBy: z.enum(['example', 'classifier', 'model', 'dialogue']).nullable(),
    likeness: z.number().nullable().describe('From 0 to 1; null where nothing measured it.'),
    near: z
      .array(z.object({ playbook: z.string(), title: z.string(), likeness: z.number() }))
      .readonly()
      .describe('What else was near, nearest first.'),
    language: z.string().nullable().describe('Of the words, as an ISO 639-1 code.'),
    basis: z
      .enum(['explicit', 'confirmed', 'inferred'])
      .describe(
        'Explicit where their words ask for this, confirmed where they said yes to this digest, inferred for all else.',
      ),
    doubts: z.array(Doubt).readonly().describe('Why it was recognised as `inferred`.'),
    steps: z
      .array(z.object({ index: z.int(), said: Said.nullable() }))
      .readonly()
      .describe('Of a planned goal: the words that ask for each step; null where none do.'),
  })
  .meta({ id: 'Intent', description: 'What the requester is taken to have asked for.' })

export const Plan: View<PlanView> = z
  .object({
    id: Id,
    status: z.enum(PLAN_STATUSES),
    language: z
      .string()
      .describe('What its texts are in: for its requester what they are spoken to in, for everybody else English.'),
    digest: z.string().nullable().describe('What a decision must name: SHA-256 over all that it covers.'),
    threadId: Id,
    runId: Id,
    agent: z.string(),
    requester: Person,
    program: z.string().describe('The plan as JavaScript.'),
    playbook: z.string().nullable(),
    intent: IntentShape.nullable().describe(
      'What its requester is taken to have asked for; null where that isn’t yours to see.',
    ),
    said: z.string().nullable(),
    title: z.string(),
    deed: z.string().describe('What saying yes does, for a button.'),
    totals: z.array(z.string()).readonly(),
    effects: z.array(Effect).readonly(),
    leftOut: z
      .array(z.object({ title: z.string(), by: Person }))
      .readonly()
      .describe('Steps that the program staged and somebody left out.'),
    lostEdits: z
      .array(
        z.object({
          title: z.string(),
          changed: z.object({ name: z.string(), to: z.string() }).nullable(),
          by: Person,
        }),
      )
      .readonly()
      .describe('What people had changed before it was tried out anew, and that no longer fits it.'),
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
    citations: z
      .array(QuotedRule)
      .readonly()
      .describe('The company’s rules that it goes by, word for word, as far as you may read them.'),
    verdict: VerdictShape.nullable(),
    decisions: z.array(Decision).readonly(),
    risk: z
      .array(z.number())
      .readonly()
      .describe(
        'What `order=riskiest` sorts by, the weightiest first: unchecked steps, money in whole units, steps that can’t be undone.',
      ),
    awaits: z.array(z.string()).readonly().describe('Roles of which another yes counts.'),
    people: z
      .object({ asked: z.int(), yes: z.int() })
      .describe('How many different people are asked, and how many of them have said yes.'),
    escalation: z
      .object({ to: z.string(), at: Moment, isOpen: z.boolean() })
      .nullable()
      .describe('The role that may answer as well from a time on, and whether that time has come.'),
    ownEdit: z.boolean().describe('True where you changed it and somebody else has to agree to that.'),
    rejectReasons: z.array(z.string()).readonly().describe('What a rejection may name as its reason.'),
    mayResolve: z
      .boolean()
      .describe(
        'Whether you may say what came of an effect: one that is `unknown`, where the plan is, or the one that is being tried.',
      ),
    trying: z
      .object({
        index: z.int().describe('The step.'),
        service: z.string().describe('Whose answer is awaited, in words.'),
        code: z.enum(['tool-silent', 'tool-error']),
        nextAt: Moment.nullable().describe('When it is tried again by itself; null where a person says what happened.'),
        tries: z
          .array(
            z.object({
              did: z.enum(['call', 'look-up']),
              came: z.enum(['silence', 'not-sent', 'error', 'absent', 'unclear']),
              code: z.string(),
              firstAt: Moment,
              lastAt: Moment,
              times: z.int(),
            }),
          )
          .readonly()
          .describe('In order, where `mayResolve`; empty for everybody else.'),
      })
      .nullable()
      .describe('What is tried, or was, to find out about a step whose outcome was lost.'),
    changes: z
      .array(
        z.object({ tool: z.string(), title: z.string().nullable(), pointer: z.string(), was: AnyJson, is: AnyJson }),
      )
      .readonly()
      .describe(
        'What changed since it was approved, where it went stale: what the steps hang on; all that was read for operator and auditor.',
      ),
    settings: z
      .array(
        z.object({
          setting: z.enum(['address', 'credential', 'entry', 'definition', 'limits', 'passage', 'procedure']),
          of: z.string().nullable().describe('The server or tool, or the document’s id; null for the limits.'),
          title: z.string().nullable().describe('It in words.'),
        }),
      )
      .readonly()
      .describe('What the operator changed since it was approved, where it went stale for that.'),
    instead: z
      .array(z.object({ title: z.string(), message: z.string().describe('What saying it sends.') }))
      .readonly()
      .describe(
        'What you can say where this isn’t what you meant: what else was near, the documents’ answer, a person.',
      ),
    failure: z.object({ code: z.string(), text: z.string() }).nullable(),
    expiresAt: Moment.nullable(),
    createdAt: Moment,
  })
  .meta({ id: 'Plan' })

const Change = PlanChange.meta({
  id: 'Change',
  description: 'Another value for a leaf of a step’s arguments (`path` is a JSON Pointer), or a step that is left out.',
})

export const NewDecision = z
  .strictObject({
    digest: textUpTo(200).describe('The digest of the plan as you saw it.'),
    decision: z.enum(['approve', 'edit', 'reject']),
    changes: z
      .array(Change)
      .min(1)
      .max(100)
      .optional()
      .describe('For an edit: what is changed, by the steps as you saw them.'),
    reason: textUpTo(100).optional().describe("For a rejection: one of the plan's `rejectReasons`."),
    note: textUpTo(2_000).optional(),
  })
  .refine(({ decision, changes }) => (decision === 'edit') === (changes !== undefined), {
    message: 'An edit needs `changes`, and nothing else has them.',
    path: ['changes'],
  })
  .meta({ id: 'NewDecision' })

export const NewResolution = z
  .strictObject({ outcome: z.enum(['happened', 'did-not', 'look-again']), note: textUpTo(2_000) })
  .meta({ id: 'NewResolution' })
