import type { QuotedSentence } from '#guardrails/grounding.ts'
import { writes, type ModelReply } from './model-server.ts'

/** A reply of a model's that a test writes on bit by bit. */
export interface HeldReply {
  readonly reply: ModelReply
  /** Writes one more sentence, whole. */
  say(sentence: QuotedSentence): void
  /** Writes these characters as they are. */
  write(piece: string): void
  /** Closes the answer's JSON and the stream. */
  end(rest?: string): void
}

export function heldReply(): HeldReply {
  const written: string[] = []
  let isEnded = false
  let wake = (): void => undefined
  let count = 0
  async function* pieces(): AsyncGenerator<string> {
    yield '{"sentences":['
    for (;;) {
      const piece = written.shift()
      if (piece !== undefined) yield piece
      else if (isEnded) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  const write = (piece: string): void => {
    written.push(piece)
    wake()
  }
  return {
    reply: writes(pieces()),
    write,
    say: (sentence) => write(`${count++ === 0 ? '' : ','}${JSON.stringify(sentence)}`),
    end: (rest = '],"contradictions":[]}') => {
      write(rest)
      isEnded = true
      wake()
    },
  }
}
