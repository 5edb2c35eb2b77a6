import { z } from 'zod'
import type { JsonObject } from '#core/json.ts'

/** A procedure of the operator's that a program may call. */
export const ProgramProcedure = z.object({
  /** Its playbook's name: the program has it as `procedures.cancelOrder` where that is `cancel-order`. */
  name: z.string(),
  source: z.string(),
  /** Its slots, and those of them that it can't do without. */
  takes: z.array(z.string()).readonly(),
  needs: z.array(z.string()).readonly(),
  /** Over what is used of its file. Not there in plans from before it was kept. */
  hash: z.string().exactOptional(),
})
export type ProgramProcedure = z.infer<typeof ProgramProcedure>

/** One call of a procedure, with the values that its slots had and the effects that it staged: `from` up to, not with, `to`. */
export interface CalledProcedure {
  readonly procedure: string
  readonly slots: JsonObject
  readonly from: number
  readonly to: number
  /** Where in the program it is called: 1-based line, 0-based column. */
  readonly at: { readonly line: number; readonly column: number }
}
