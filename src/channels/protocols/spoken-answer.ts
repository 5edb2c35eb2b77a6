import type { Operations } from '#contract/operations.ts'
import type { TextDelta } from '#contract/text-delta.ts'
import {
  answerOf,
  settledRuns,
  type AnsweredRuns,
  type AnswerPiece,
  type ProgramCaller,
  type CitedStretch,
} from './answered-runs.ts'
import { unlinked } from '#cards/drawing/unlinked-text.ts'

type Followed = ReturnType<Operations['followEvents']> extends AsyncIterable<infer Event> ? Event : never

/** An answer as it is spoken: stretches of its text that add up to it, what happens meanwhile, and at last all of it. */
export type Spoken =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'event'; readonly event: Followed }
  | { readonly type: 'end'; readonly answer: AnsweredRuns; readonly cited: readonly CitedStretch[] }

interface Place {
  readonly threadId: string
  readonly runId: string
}

/**
 * What comes of a message, as it comes: whole sentences, each verified, while the answer is written. Who is told it can't
 * unhear it: what is withdrawn is said to be. It ends without an `end` where the signal aborts first.
 */
export async function* spokenAnswer(
  asking: ProgramCaller,
  place: Place,
  signal: AbortSignal,
): AsyncGenerator<Spoken, void, void> {
  const ended = new AbortController()
  const settling = settledRuns(asking, place.runId, signal).finally(() => ended.abort())
  // What went wrong is thrown where it is awaited. Until then, or where nobody comes to that, it must not end the process.
  settling.catch(() => {})
  const telling = new Telling()
  for await (const event of followed(asking, place, AbortSignal.any([signal, ended.signal]))) {
    if (event.type !== 'text-delta') yield { type: 'event', event }
    else {
      const text = telling.draft(event)
      if (text !== '') yield { type: 'text', text }
    }
  }
  const { runs, isSettled } = await settling
  if (!isSettled) return
  const answer = await answerOf(asking, runs)
  const { text, cited } = telling.rest(answer.pieces)
  if (text !== '') yield { type: 'text', text }
  yield { type: 'end', answer, cited }
}

/** A whole answer as one text, with where its quotes are. */
export function wholeAnswer({ pieces }: Pick<AnsweredRuns, 'pieces'>): {
  readonly text: string
  readonly cited: readonly CitedStretch[]
} {
  return new Telling().rest(pieces)
}

// What a run of the thread before it did is told, too, and belongs to none of this one's.
async function* followed(
  { operations, principal }: ProgramCaller,
  { threadId, runId }: Place,
  signal: AbortSignal,
): AsyncGenerator<Followed, void, void> {
  let isOurs = false
  try {
    for await (const event of operations.followEvents(principal, threadId, 0, signal)) {
      isOurs ||= event.runId === runId
      if (isOurs && event.runId !== undefined) yield event
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

const WITHDRAWN = 'What stands above is withdrawn. This is the answer:'
const APART = '\n\n'

/** What somebody has been told of an answer. */
class Telling {
  #told = ''
  #messageId: string | null = null
  /** Of that message: as it was written, and as it was told. */
  #draft = ''
  #isBroken = false

  /** What is to be told of a stretch that is written; nothing once it would take back what was told. */
  draft({ messageId, offset, text }: TextDelta): string {
    if (this.#messageId !== null && messageId !== this.#messageId) this.#isBroken ||= true
    if (this.#isBroken) return ''
    this.#messageId = messageId
    const before = this.#draft
    if (offset > before.length) return this.#break()
    const now = before.slice(0, offset) + text
    const [was, is] = [unlinked(before).text, unlinked(now).text]
    if (!is.startsWith(was)) return this.#break()
    this.#draft = now
    return this.#tell(is.slice(was.length))
  }

  /** What is left to tell once all is known. */
  rest(pieces: readonly AnswerPiece[]): { readonly text: string; readonly cited: readonly CitedStretch[] } {
    const drafted = unlinked(this.#draft).text
    const begun = drafted === '' ? undefined : pieces.find((piece) => this.#isOf(piece, drafted))
    const before = this.#told.length
    const isWithdrawn = drafted !== '' && begun === undefined
    if (isWithdrawn) this.#tell(APART + WITHDRAWN)
    const cited = begun === undefined ? [] : begun.cited
    if (begun !== undefined) this.#tell(begun.text.slice(drafted.length))
    const others = pieces.filter((piece) => piece !== begun).flatMap((piece) => this.#tellPiece(piece))
    return { text: this.#told.slice(before), cited: [...cited, ...others] }
  }

  #isOf({ messageId, text }: AnswerPiece, drafted: string): boolean {
    return messageId === this.#messageId && text.startsWith(drafted)
  }

  #tellPiece({ text, cited }: AnswerPiece): readonly CitedStretch[] {
    if (this.#told !== '') this.#tell(APART)
    const at = this.#told.length
    this.#tell(text)
    return cited.map((one) => ({ ...one, start: one.start + at, end: one.end + at }))
  }

  #tell(text: string): string {
    this.#told += text
    return text
  }

  #break(): string {
    this.#isBroken = true
    return ''
  }
}
