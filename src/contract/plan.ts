import { z } from 'zod'
import { PlanCitation } from '#core/plan-citation.ts'
import { PLAN_STATUSES } from '#memory/plans/plan-status.ts'
import { Location } from '#memory/documents/text-location.ts'
import { DecisionView } from './decision.ts'
import { EffectView, PlannerReadView, SaidView, VerdictView } from './effect.ts'
import { AnyJson, AnyJsonObject, Id, Moment, Person } from './fields.ts'
import { IntentView } from './intent.ts'

/** A quote from a document that a plan goes by. */
export const PlanCitationView = PlanCitation.omit({ textHash: true })
  .extend({
    place: Location.optional().describe(
      'Where the quote begins in the original, where that has pages, slides or rows.',
    ),
  })
  .meta({ id: 'PlanCitation', description: 'A quote from a document; `span` is its place in that version.' })
export type PlanCitationView = z.infer<typeof PlanCitationView>

/** A plan as one reader may see it. `title`, `totals` and the effects' texts are ours, drawn from the effects. */
export const PlanView = z
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
    program: z
      .string()
      .exactOptional()
      .describe('The plan as JavaScript. Left out in lists: the plan by itself has it.'),
    programLine: z
      .int()
      .exactOptional()
      .describe(
        'The line of its file that `program` begins at, where that isn’t the first: a playbook’s errors name lines.',
      ),
    playbook: z.string().nullable(),
    intent: IntentView.nullable().describe(
      'What its requester is taken to have asked for; null where that isn’t yours to see.',
    ),
    said: z.string().nullable(),
    told: SaidView.nullable().describe(
      'What it says beside steps and isn’t about them, with where its words come from: told at once, whatever becomes of the steps. Null for others than who asked.',
    ),
    answer: SaidView.nullable().describe(
      'What else it says beside steps: told once all of them are done, and part of what is approved. Null for others than who asked.',
    ),
    plannerRead: PlannerReadView.nullable().describe(
      'What the planner was shown before it wrote this, and where that stood, in words; null where that is nothing. Every step hangs on it.',
    ),
    title: z.string(),
    deed: z.string().describe('What saying yes does, for a button.'),
    totals: z.array(z.string()).readonly(),
    effects: z.array(EffectView).readonly(),
    asking: z
      .boolean()
      .describe(
        'Whether its `effects` are reads that people are asked about: nothing is staged yet. Its program goes on once they are allowed.',
      ),
    withheld: z
      .boolean()
      .describe(
        'Whether it asks about a text of a document that isn’t yours to read: neither that text nor the program is here. You may say no; a yes is for somebody who may read it.',
      ),
    allowed: z
      .array(
        z.object({
          tool: z.string(),
          title: z.string().describe('The read in words.'),
          by: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
          digest: z.string().describe('What they said yes to.'),
          at: Moment,
        }),
      )
      .readonly()
      .describe('The reads that people were asked about and allowed, in order.'),
    leftOut: z
      .array(z.object({ title: z.string(), by: Person }))
      .readonly()
      .describe('Steps that the program staged and somebody left out.'),
    lostEdits: z
      .array(
        z.object({
          title: z.string(),
          changed: z.object({ name: z.string(), words: z.string().exactOptional(), to: z.string() }).nullable(),
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
      .array(PlanCitationView)
      .readonly()
      .describe('The company’s rules that it is based on, word for word, as far as you may read them.'),
    verdict: VerdictView.nullable(),
    decisions: z.array(DecisionView).readonly(),
    risk: z
      .array(z.number())
      .readonly()
      .describe(
        'What `order=riskiest` sorts by, the weightiest first: unchecked steps, money in whole units, steps that can’t be undone.',
      ),
    awaits: z
      .array(z.string())
      .readonly()
      .describe('Roles of which another yes counts, or was missing when its time was over.'),
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
    stepChanges: z
      .array(
        z.object({
          change: z.enum(['new', 'gone', 'changed']),
          title: z.string().describe('The step in words, as it is now; as it was, where it is gone.'),
          was: z.string().nullable().describe('As it was, where it changed.'),
          values: z
            .array(z.object({ name: z.string(), words: z.string().exactOptional(), was: z.string(), is: z.string() }))
            .readonly(),
        }),
      )
      .readonly()
      .describe('What became of the steps where how it is done changed since it was approved.'),
    instead: z
      .array(z.object({ title: z.string(), message: z.string().describe('What saying it sends.') }))
      .readonly()
      .describe(
        'What you can say where this isn’t what you meant: what else was near, the documents’ answer, a person.',
      ),
    failure: z
      .object({
        code: z.string(),
        text: z.string(),
        where: z
          .object({
            file: z
              .string()
              .nullable()
              .describe('The playbook’s, from its agent’s folder; null where a model wrote it.'),
            line: z.int().nullable(),
            column: z.int().nullable().describe('Counts from 1.'),
            message: z.string(),
          })
          .exactOptional()
          .describe('Where in its program it failed, and what was wrong there: for operators and auditors.'),
      })
      .nullable(),
    expiresAt: Moment.nullable(),
    createdAt: Moment,
  })
  .meta({ id: 'Plan' })
export type PlanView = z.infer<typeof PlanView>

/** A plan in short. */
export const PlanCard = PlanView.pick({
  status: true,
  digest: true,
  title: true,
  totals: true,
  awaits: true,
  expiresAt: true,
}).meta({ id: 'PlanCard' })
export type PlanCard = z.infer<typeof PlanCard>

export type InsteadView = PlanView['instead'][number]
export type TryingView = NonNullable<PlanView['trying']>
export type LeftOutView = PlanView['leftOut'][number]
export type LostEditView = PlanView['lostEdits'][number]
export type ReadView = PlanView['reads'][number]
export type ReadChange = PlanView['changes'][number]
export type StepChangeView = PlanView['stepChanges'][number]
export type SettingChangeView = PlanView['settings'][number]
