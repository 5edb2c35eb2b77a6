import type { Client } from '../../client/client.ts'

/** Where a chat is, with whom, and who is told of it. */
export interface ChatOptions {
  readonly client: Client
  readonly agent: string | null
  readonly lang: string | null
  /** Where this script came from, and where more of it is. */
  readonly scriptOrigin: string
  /** Where it is drawn. */
  readonly place: HTMLElement
  readonly canClose: boolean
  readonly signal: AbortSignal
  onClose(): void
  /** The server doesn't know who asks. */
  onSignedOut(): void
  /** A plan came up or changed. */
  onPlan(plan: { readonly planId: string; readonly status: string }): void
  /** An answer came, or a card that waits for this person. */
  onAnswer(): void
  /** The reader was opened or closed, and wants more room or less. */
  onReader(isOpen: boolean): void
}
