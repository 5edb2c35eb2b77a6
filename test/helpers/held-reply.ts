import type { QuotedSentence } from '#answers/grounding.ts'
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
  const waiting = new Set<() => void>()
  let isEnded = false
  let count = 0
  const wake = (): void => {
    for (const go of waiting) go()
    waiting.clear()
  }
  // Whoever asks again hears it from its start: a run that is taken over asks once more.
  async function* pieces(): AsyncGenerator<string> {
    yield '{"sentences":['
    for (let next = 0; ;) {
      const piece = written[next]
      if (piece !== undefined) {
        next++
        yield piece
      } else if (isEnded) return
      else await new Promise<void>((resolve) => waiting.add(resolve))
    }
  }
  const write = (piece: string): void => {
    written.push(piece)
    wake()
  }
  return {
    reply: writes({ [Symbol.asyncIterator]: pieces }),
    write,
    say: (sentence) => write(`${count++ === 0 ? '' : ','}${JSON.stringify(sentence)}`),
    end: (rest = '],"contradictions":[]}') => {
      write(rest)
      isEnded = true
      wake()
    },
  }
}
