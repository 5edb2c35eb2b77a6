import { starterOfPrincipal } from '#core/starter-id.ts'

/** Of a run: the message that it is of, those before it that it answers too, and for whom. */
export interface AnsweringRun {
  readonly messageId: string
  readonly joined: readonly string[]
  readonly requester: string
}

/** The messages that the answer of a run answers, the first first; none where a schedule began it, which nobody asked. */
export function answersOf({ messageId, joined, requester }: AnsweringRun): readonly string[] {
  return starterOfPrincipal(requester)?.kind === 'schedule' ? [] : [...joined, messageId]
}
