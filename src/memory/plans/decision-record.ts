import { z } from 'zod'
import { ParsedJson } from '#core/json.ts'

/** What somebody decided on a plan, with what they may today. */
export const DecisionRecord = z.object({
  principalId: z.string(),
  principalName: z.string().nullable(),
  digest: z.string(),
  decision: z.enum(['approve', 'edit', 'reject']),
  /** What an edit changed, as it was asked for; null for any other decision. */
  changes: ParsedJson.nullable(),
  /** Held when deciding; `rolesNow` are those held today, none with a key that has ended or may not decide. */
  roles: z.array(z.string()),
  rolesNow: z.array(z.string()),
  authenticatedBy: z.enum(['session', 'key', 'token']),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  decidedAt: z.string(),
  /** When this digest was first shown to them; null where it never was. */
  shownAt: z.string().nullable(),
})
