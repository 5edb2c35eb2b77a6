import { z } from 'zod'
import { DecisionView } from './decision.ts'

/** RFC 9457. Members beyond these are the error's own facts, such as the roles that a decision needs. */
export const Problem = z
  .looseObject({
    type: z.string().describe('Where this code is explained, relative to this server.'),
    title: z.string().describe("The status in words. Don't branch on it."),
    status: z.int(),
    detail: z.string().describe('What happened and what to do, in a sentence or two for people.'),
    code: z.string().describe('Stable: branch on this.'),
    instance: z
      .string()
      .optional()
      .describe('This very occurrence; the log has it. Left out where it could tell one hidden thing from another.'),
  })
  .meta({ id: 'Problem', description: 'What every error looks like (RFC 9457).' })
export type Problem = z.infer<typeof Problem>

/** What a client makes of one, whoever sent it: a proxy between answers in its own way. */
export const Refusal = Problem.partial().extend({
  retryAfterSeconds: z.number().optional(),
  needs: z.array(z.string()).readonly().optional(),
  decision: DecisionView.pick({ principal: true, decision: true }).nullable().optional(),
  /** Who stopped it, has the conversation, or is to sign in; and why. */
  by: z.string().nullable().optional(),
  why: z.string().optional(),
  /** What could be said instead. */
  known: z.array(z.string()).readonly().optional(),
  handOverId: z.string().nullable().optional(),
  /** The value of a change that isn't taken: its step and its place in the step's arguments. */
  effect: z.int().optional(),
  path: z.string().optional(),
})
export type Refusal = z.infer<typeof Refusal>
