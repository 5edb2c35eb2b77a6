import type { ToolServer } from '#agents/contract.ts'
import type { ToolFailureCode, ToolOutcome } from '../contract.ts'
import { CircuitBreaker } from './circuit-breaker.ts'

/** What holds for a server as a whole, however many connections go to it. */
export interface ServerLimits {
  readonly rate: RateLimit
  readonly breaker: CircuitBreaker
}

export function createServerLimits({ ratePerSecond }: ToolServer): ServerLimits {
  return { rate: new RateLimit(ratePerSecond), breaker: new CircuitBreaker() }
}

export type ConnectionState = {
  readonly ok: boolean
  readonly detail: string
  /** It failed too often, and no call but a trial goes to it. */
  readonly isResting: boolean
}

/** `state`, or that the server is left alone, where its breaker says so. */
export function stateOrResting(state: ConnectionState, { restMs }: CircuitBreaker): ConnectionState {
  if (restMs === null) return state
  return {
    ok: false,
    isResting: true,
    detail: `left alone for ${Math.ceil(restMs / 1_000)} s more, since its calls failed (${state.detail})`,
  }
}

/** What says that a server doesn't work, where a refusal of its own or of ours doesn't. */
const SERVER_FAILED: ReadonlySet<ToolFailureCode> = new Set([
  'tool-unreachable',
  'tool-timeout',
  'tool-connection-lost',
  'tool-http-error',
])

/** What is decided here, of a call that never left, says nothing of the server; being busy is no failure of its either. */
const SAYS_NOTHING: ReadonlySet<ToolFailureCode> = new Set([
  'tool-busy',
  'tool-stopped',
  'tool-unknown',
  'tool-changed',
  'tool-schema-unusable',
  'tool-arguments-invalid',
])

/** Keeps whether the server answered, whatever it said. True where its failure has it left alone from now on. */
export function learnFrom(outcome: ToolOutcome, breaker: CircuitBreaker): boolean {
  // Of a session that a restart ended, the next one decides.
  if (!outcome.ok && (outcome.isSessionGone === true || SAYS_NOTHING.has(outcome.code))) breaker.forgotten()
  else if (!outcome.ok && SERVER_FAILED.has(outcome.code)) return breaker.failed()
  else breaker.answered()
  return false
}

/** A token bucket: as many calls at once as a second allows, then one whenever the next token is there. */
class RateLimit {
  readonly #perSecond: number | null
  /** When the bucket is, or was, full again, in ms of the monotonic clock. */
  #fullAt = 0

  constructor(perSecond: number | null) {
    this.#perSecond = perSecond
  }

  /** Takes a token. Returns how long to wait for it, or null when that is longer than `atMostMs`, and takes none. */
  take(atMostMs: number): number | null {
    if (this.#perSecond === null) return 0
    const now = performance.now()
    const tokenMs = 1_000 / this.#perSecond
    const capacityMs = Math.max(1, Math.floor(this.#perSecond)) * tokenMs
    const fullAt = Math.max(this.#fullAt, now) + tokenMs
    const waitMs = Math.max(0, fullAt - now - capacityMs)
    if (waitMs > atMostMs) return null
    this.#fullAt = fullAt
    return waitMs
  }
}
