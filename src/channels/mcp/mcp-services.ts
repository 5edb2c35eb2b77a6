import type { Operations } from '#contract/operations.ts'
import type { Problem } from '#contract/problem.ts'
import type { Principal } from '#core/principal.ts'
import { planPage } from '../protocols/answered-runs.ts'

/** What the tools of MCP work with. */
export interface McpServices {
  readonly operations: Operations
  /** Where our own pages are: `https://parley.example`. */
  readonly address: string
  /** For how long an answer is waited for; what takes longer is asked for by `status`. */
  readonly waitMs: number
  readonly newId: () => string
  /** Counts a message of somebody's. Throws `too-many-messages`. */
  readonly spend: (principal: Principal) => void
  /** Keeps what failed on our side, and gives what its caller is told instead. */
  readonly explain: (error: unknown) => Problem
}

/** Somebody's one message of the protocol, and what it is answered with. */
export interface McpCall {
  readonly principal: Principal
  readonly signal: AbortSignal
  readonly services: McpServices
  /** Whether its client said, when it began, that it opens links for its user. */
  readonly opensLinks: boolean
}

/** The page on which a plan is read and decided by a person in their own session. */
export function planLink({ address }: Pick<McpServices, 'address'>, planId: string): string {
  return planPage(address, planId)
}
