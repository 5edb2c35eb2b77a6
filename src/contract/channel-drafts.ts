import type { TenantId } from '#core/principal.ts'
import type { PlanProgress } from './plan-progress.ts'

/** What is known of an answer that isn't there yet. */
export interface DraftNews {
  readonly tenantId: TenantId
  readonly threadId: string
  readonly runId: string
  /** The sentences that stand so far, each checked; null where none is written yet, or this process heard them too late. */
  readonly text: string | null
  /** How far it is, as it was heard last; null where nothing was. */
  readonly progress: PlanProgress | null
}

/** Where a draft is shown. */
export interface DraftPlace {
  /** The same for as long as it is one: what the service knows it by. */
  readonly id: string
  readonly conversation: string
}

/** A draft that is there, or may be. `as`: what the channel calls it; null where it hasn't said. */
export interface DraftThere {
  readonly id: string
  readonly as: string | null
}

/** A draft that this process alone writes. */
export interface HeldDraft extends DraftPlace {
  readonly channel: string
  /** Of what is answered; null where nobody knows it yet. */
  readonly language: string | null
  /** Says that it is about to be written, for this long. False where it is over: the answer comes in its place. */
  hold(leaseMs: number): Promise<boolean>
  /** Says that it was, and what the channel calls it now; null where it isn't there. */
  keep(posted: { readonly as: string | null } | null): Promise<void>
}

/** A draft whose run has ended with nothing in its place. */
export interface LeftDraft extends DraftPlace {
  /** Null where it isn't there. */
  readonly there: DraftThere | null
  /** Says that it is gone. */
  forget(): Promise<void>
}

/** What channels work with that show an answer while it is written. */
export interface DraftOperations {
  /** Calls back whenever something is known of an answer that isn't there yet, from whichever process writes it. */
  whenWriting(onNews: (news: DraftNews) => void): Promise<AsyncDisposable>
  /**
   * Begins the draft of a run in its channel, held for `leaseMs`; null where its thread is none of these channels', where
   * another process writes it, or where something was told of the run before.
   */
  openDraft(
    news: Pick<DraftNews, 'runId' | 'tenantId' | 'threadId'>,
    wanted: { readonly channels: readonly string[]; readonly leaseMs: number },
  ): Promise<HeldDraft | null>
  /** Those of a channel that are to be taken away, for this process alone while `leaseMs`. */
  takeLeftDrafts(
    of: { readonly tenantId: TenantId; readonly channel: string },
    leaseMs: number,
  ): Promise<readonly LeftDraft[]>
}
