import type { Json } from '#core/json.ts'
import type { Principal } from '#core/principal.ts'
import type { ScheduleView } from './schedule.ts'

/** A webhook or a schedule of an agent’s folder, by name. */
export interface StarterName {
  readonly agent: string
  readonly name: string
}

/** What a webhook was sent, once its signature was proved. */
export interface WebhookEvent {
  /** What its sender signed it under. */
  readonly id: string
  readonly body: Json
}

/** A thread that was begun, with its first message. */
export interface BegunThread {
  readonly threadId: string
  readonly messageId: string
}

/** What begins something without a person. */
export interface StarterOperations {
  /** The variables with the secrets that a webhook's sender may sign with; null where there is no such webhook. */
  webhookSecrets(webhook: StarterName): readonly string[] | null
  /**
   * Begins a webhook's procedure with what it was sent, once: the same event again gives the same thread. Throws
   * `event-unfit` where a field is missing or doesn't fit its slot, and `not-found`.
   */
  beginByWebhook(webhook: StarterName, event: WebhookEvent): Promise<BegunThread>
  /** Begins what is due by the clock, each time once. Gives how long nothing more is, in ms; null where there are no schedules. */
  beginDue(): Promise<number | null>
  /** The schedules, with their last and next times. For operators and auditors; throws `wrong-role`. */
  listSchedules(principal: Principal): Promise<readonly ScheduleView[]>
  /** Begins what a schedule begins, now. For operators; throws `wrong-role` and `not-found`. */
  runSchedule(principal: Principal, schedule: StarterName): Promise<{ readonly threadId: string }>
}
