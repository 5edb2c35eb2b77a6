import { z } from 'zod'
import { ANSWER_OUTCOMES } from '#core/answer-outcome.ts'
import { Label } from '#plan-language/values/label.ts'
import { EFFECT_STATES } from '#memory/plans/plan-status.ts'
import { ValuePath } from '#plan-language/values/value-path.ts'
import { Verdict } from '#core/verdict.ts'
import { AnyJson, AnyJsonObject } from './fields.ts'

export const VerdictView = Verdict.meta({ id: 'Verdict', description: 'What policy says.' })
const LabelView = Label.meta({
  id: 'Label',
  description: 'Where a value came from, and what decided that it is this one.',
})

const LabelsView = z
  .record(z.string(), LabelView)
  .meta({ id: 'Labels', description: 'A label for each JSON Pointer in the arguments.' })

const PathsView = z
  .record(z.string(), ValuePath.meta({ id: 'ValuePath', description: 'The short way of a value from its sources.' }))
  .meta({ id: 'ValuePaths', description: 'A path for each leaf of the arguments, by JSON Pointer.' })

/** A leaf of an argument that may be changed. */
export const EditField = z
  .object({
    path: z.string(),
    form: z.enum(['money', 'number', 'text', 'date', 'choice']),
    value: z.string().describe('As it would be typed: `129.00` for 12900 cents.'),
    choices: z.array(z.string()).readonly(),
    called: z
      .record(z.string(), z.string())
      .describe('What choices are called, where not as they are.')
      .exactOptional(),
    money: z
      .object({
        currency: z.string(),
        digits: z.int(),
        unit: z.enum(['minor', 'major']),
        as: z.literal('number').exactOptional(),
      })
      .nullable(),
  })
  .meta({ id: 'EditField' })
export type EditField = z.infer<typeof EditField>

const ExcerptView = z
  .object({
    from: z.string().describe('What it stood in, in words.'),
    before: z.string(),
    marked: z.string().describe('What became the value; empty where the words only decided which value it is.'),
    after: z.string(),
  })
  .meta({
    id: 'Excerpt',
    description: 'Words that nobody vouches for, as they stood where they were read. Anybody’s: show them escaped.',
  })
export type Excerpt = z.infer<typeof ExcerptView>

/** Where something comes from, as a card tells it. */
const OriginFields = {
  origin: z.string().describe('Where the value comes from, in words.'),
  kind: z
    .enum(['person', 'edit', 'operator', 'model', 'record', 'step', 'clock', 'unchecked'])
    .describe('What kind of source that is.'),
  others: z.array(z.string()).readonly().describe('The words on its other sources; the least trusted comes first.'),
  unchecked: z.boolean().describe('True where the value, or the choice of it, hangs on words that nobody vouches for.'),
  excerpts: z
    .array(ExcerptView)
    .readonly()
    .describe('Those words where they stood, as far as you may read them; empty where nothing is unchecked.'),
}

/** What a plan says beside what it does. */
export const SaidView = z
  .object({
    text: z.string(),
    ...OriginFields,
    editedSince: z.boolean().describe('True where somebody changed a step after this was written.'),
  })
  .meta({ id: 'PlanSaid', description: 'What a plan says beside its steps: part of what is approved.' })
export type SaidView = z.infer<typeof SaidView>

/** What the planner was shown of what was read, before it wrote the plan. */
export const PlannerReadView = z
  .object(OriginFields)
  .meta({ id: 'PlannerRead', description: 'What the planner read before it wrote the plan. Anybody’s words.' })
export type PlannerReadView = z.infer<typeof PlannerReadView>

export const EffectView = z
  .object({
    index: z.int(),
    tool: z.string(),
    title: z.string().describe('The step in words, drawn from its arguments alone.'),
    args: AnyJsonObject,
    arguments: z
      .array(
        z.object({
          name: z.string(),
          words: z.string().describe('What it is called, where its tool’s files say so.').exactOptional(),
          text: z.string().describe('Its value in the words of its tool’s files; as it is, it stands in `args`.'),
          ...OriginFields,
          was: z.string().nullable().describe('Its text before somebody changed it.'),
          edit: z.array(EditField).readonly().describe('What of it you may change now.'),
        }),
      )
      .readonly(),
    money: z
      .array(z.object({ minor: z.int(), currency: z.string() }))
      .readonly()
      .describe('The money that it moves, in minor units.'),
    labels: LabelsView,
    because: LabelView,
    paths: PathsView,
    verdict: VerdictView.nullable(),
    state: z.enum(EFFECT_STATES),
    result: AnyJson.nullable(),
    answered: z
      .string()
      .describe('What its tool answered beside a value, in words that quote it; not there where it said nothing more.')
      .exactOptional(),
    came: z
      .enum(ANSWER_OUTCOMES)
      .describe('What a model read in these words: `done`, or that it isn’t; not there where none has read them.')
      .exactOptional(),
    failed: z
      .string()
      .describe('Of a step that failed, why: "no number came back from step 1"; what its tool said of it is quoted.')
      .exactOptional(),
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
export type EffectView = z.infer<typeof EffectView>

export type ArgumentView = EffectView['arguments'][number]
/** What kind of source a value comes from, for the mark beside its words. `unchecked`: one that nobody vouches for. */
export type OriginKind = ArgumentView['kind']
