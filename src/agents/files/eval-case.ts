import type { JsonObject } from '#core/json.ts'

/** One case of `evals/*.yaml`: what somebody says, and what must come of it. A key that isn't there isn't looked at. */
export interface EvalCase {
  readonly name: string
  /** Path from the agent's folder. */
  readonly file: string
  readonly line: number
  /** The example person who says it. */
  readonly as: string
  readonly say: string
  readonly expect: EvalExpectation
}

export interface EvalExpectation {
  /** `answer`, `hand-over`, `plan` or `playbook/<name>`. */
  readonly route?: string | undefined
  /** Every effect, in order; an empty list means that nothing may be staged. */
  readonly effects?: readonly ExpectedEffect[] | undefined
  /** `allow`, `deny` or `ask/<role>`, several roles joined by `+`. */
  readonly verdict?: string | undefined
  /** Words that the requester must be told: parts of the text, in any order. */
  readonly says?: readonly string[] | undefined
  readonly answer?:
    | {
        /** Titles or paths of documents that must be among the cited. An empty list means that nothing may be cited. */
        readonly cites?: readonly string[] | undefined
        readonly contains?: readonly string[] | undefined
      }
    | undefined
}

export interface ExpectedEffect {
  readonly tool: string
  /** Arguments that must have these values; others may be there. */
  readonly args?: JsonObject | undefined
  /** The exact data sources of an argument, by its name or JSON Pointer. */
  readonly origins?: Readonly<Record<string, readonly string[]>> | undefined
}
