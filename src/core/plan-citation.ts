import { z } from 'zod'

/** A rule that a playbook goes by: words of a document in its agent's knowledge folders. */
export interface PlaybookCite {
  /** The folder's own name and the path in it: `knowledge/returns.md`. */
  readonly document: string
  readonly quote: string
  /** Its line in the playbook's file. */
  readonly line: number
}

/** A rule of the company that a plan goes by: a quote from one of its agent's documents, as it stood when the plan was tried out. */
export const PlanCitation = z.object({
  passageId: z.string(),
  /** The passage's own words. */
  quote: z.string(),
  // As the database has them: rows that somebody wrote otherwise are no plan, and can't fail a list of others.
  document: z.object({ id: z.uuid(), title: z.string(), version: z.int32() }),
  /** Where the quote stands in the document's version. */
  span: z.object({ start: z.int32().min(0), end: z.int32().min(0) }),
  /** SHA-256 of the whole passage's text: what stands around a quote may turn it into something else. */
  textHash: z.string(),
})
export type PlanCitation = z.infer<typeof PlanCitation>
