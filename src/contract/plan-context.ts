import { z } from 'zod'
import { Id, Moment } from './fields.ts'

const ContextField = z.object({
  name: z.string(),
  text: z.string(),
  origin: z.string().describe('Where it comes from, in words.'),
  unchecked: z.boolean().describe('True where nobody vouches for it. Anybody’s words: show them escaped.'),
})
export type ContextField = z.infer<typeof ContextField>

const LookedUp = z.object({
  title: z.string().describe('What it is, in the operator’s words.'),
  from: z.string().describe('Whose record it is, in words.'),
  tool: z.string(),
  things: z
    .array(z.array(ContextField).readonly())
    .readonly()
    .describe('What was found, each with its fields; none where nothing is there that you may see.'),
  more: z.int().describe('How many more there are than are shown.'),
  problem: z.string().nullable().describe('Why it couldn’t be looked up, in words; null where it could.'),
})
export type LookedUp = z.infer<typeof LookedUp>

/** What stands beside a plan, apart from what is decided. */
export const PlanContextView = z
  .object({
    planId: Id,
    digest: z.string().nullable().describe('Of the plan that it was looked up for. It covers nothing of this.'),
    lookedAt: Moment,
    found: z.array(LookedUp).readonly(),
    limits: z
      .array(z.string())
      .readonly()
      .describe('What comes to more than a rule lets by over time: as far as you may see it.'),
  })
  .meta({
    id: 'PlanContext',
    description: 'What was looked up beside a plan, under your own rights, as its agent’s `context:` declares it.',
  })
export type PlanContextView = z.infer<typeof PlanContextView>
