import type { Context } from '#core/context.ts'
import type { Database } from '#memory/database/database.ts'
import type { TenantId } from '#core/principal.ts'
import { PROGRESS_AGAIN_MS, PROGRESS_CHANNEL, type PlanProgress, type ProgressStage } from '#contract/plan-progress.ts'

/** What ends sooner is told by its events alone. */
const QUIET_MS = 300
const BATCH_MS = 50
/** With titles of this length, a message fits into the 8,000 bytes of a notification in any script. */
const LISTED_READS = 8
const TITLE_LENGTH = 120

interface Telling {
  readonly database: Pick<Database, 'announce'>
  readonly context: Context
}

export interface ProgressPlace {
  readonly tenantId: TenantId
  readonly threadId: string
  readonly runId: string
}

type Told = Pick<PlanProgress, 'planId' | 'stage' | 'attempt' | 'reads' | 'lookedUp'>
type Read = PlanProgress['reads'][number]

const NOTHING_YET: Omit<Told, 'stage'> = { planId: null, attempt: null, reads: [], lookedUp: 0 }

/**
 * What one turn tells while it is at work. Nobody waits for it: it is sent beside the turn, nothing at all in its first
 * moments, and what is lost is in the next message.
 */
export class TurnProgress implements Disposable {
  readonly #telling: Telling
  readonly #place: ProgressPlace
  readonly #startedAt = performance.now()
  #told: Told | null = null
  #timer: NodeJS.Timeout | undefined
  #sentAt = -Infinity
  #isSending = false
  /** Others were told something, which they are to forget once there is no more to say. */
  #isHeard = false

  readonly #sign: () => void

  /** `sign` is told of each change. */
  constructor(telling: Telling, place: ProgressPlace, sign: () => void) {
    this.#telling = telling
    this.#place = place
    this.#sign = sign
  }

  /** What the turn is at from now on. `attempt` goes with `mending`: which one this is, and of how many at most. */
  enter(stage: ProgressStage, attempt: PlanProgress['attempt'] = null): void {
    this.#change({ ...NOTHING_YET, ...this.#told, stage, attempt })
  }

  /** The plan that is being made. */
  name(planId: string): void {
    if (this.#told !== null) this.#change({ ...this.#told, planId })
  }

  /** A read that begins, in words that its requester may see. What is given back says how it ended. */
  read(tool: string, title: string): (state: 'done' | 'failed') => void {
    this.#sign()
    const begun: Read = { tool, title: shortened(title), state: 'under-way' }
    if (this.#told !== null) {
      this.#change({ ...this.#told, reads: [...this.#told.reads, begun].slice(-LISTED_READS) })
    }
    return (state) => {
      this.#sign()
      if (this.#told === null) return
      const reads = this.#told.reads.map((read) => (read === begun ? { ...begun, state } : read))
      this.#change({ ...this.#told, reads, lookedUp: this.#told.lookedUp + (state === 'done' ? 1 : 0) })
    }
  }

  [Symbol.dispose](): void {
    this.end()
  }

  /** From here on its events say what the turn is at. */
  end(): void {
    this.#told = null
    clearTimeout(this.#timer)
    if (this.#isHeard) void this.#send()
  }

  #change(told: Told): void {
    this.#told = told
    this.#sendSoon()
  }

  #sendSoon(): void {
    const now = performance.now()
    this.#sendIn(Math.max(this.#startedAt + QUIET_MS - now, this.#sentAt + BATCH_MS - now, 0))
  }

  #sendIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#send(), ms).unref()
  }

  // One at a time, so that they come in order; what changes meanwhile goes with the next.
  async #send(): Promise<void> {
    if (this.#isSending) return
    const told = this.#told
    this.#isSending = true
    this.#isHeard = told !== null
    this.#sentAt = performance.now()
    await this.#announce(told)
    this.#isSending = false
    if (this.#told === null) return this.#isHeard ? this.#send() : undefined
    // Something changed meanwhile; or nothing did, and somebody may have missed it.
    if (this.#told === told) this.#sendIn(PROGRESS_AGAIN_MS)
    else this.#sendSoon()
  }

  async #announce(told: Told | null): Promise<void> {
    const { database, context } = this.#telling
    const { threadId, runId } = this.#place
    const at = context.now().toISOString()
    const progress: PlanProgress | null = told && { type: 'plan-progress', at, threadId, runId, ...told }
    try {
      await database.announce(PROGRESS_CHANNEL, JSON.stringify({ ...this.#place, progress }))
    } catch (error) {
      context.log.warn({ event: 'progress-not-told', runId, err: error })
    }
  }
}

function shortened(title: string): string {
  return title.length > TITLE_LENGTH ? `${title.slice(0, TITLE_LENGTH - 1)}…` : title
}
