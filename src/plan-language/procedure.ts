import type { JsonObject } from '#core/json.ts'

/** A procedure of the operator's that a program may call. */
export interface ProgramProcedure {
  /** Its playbook's name: the program has it as `procedures.cancelOrder` where that is `cancel-order`. */
  readonly name: string
  readonly source: string
  /** Its slots, and those of them that it can't do without. */
  readonly takes: readonly string[]
  readonly needs: readonly string[]
}

/** One call of a procedure, with the values that its slots had and the effects that it staged: `from` up to, not with, `to`. */
export interface CalledProcedure {
  readonly procedure: string
  readonly slots: JsonObject
  readonly from: number
  readonly to: number
  /** Where in the program it is called: 1-based line, 0-based column. */
  readonly at: { readonly line: number; readonly column: number }
}
