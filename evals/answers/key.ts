/** What somebody asks, and what a right answer to it is. */
export interface KeyQuestion {
  readonly ask: string
  /** What kind of question it is, where that is worth a row of its own: a typo, a story, another product's name. */
  readonly kind: string
  /** What an answer must contain, all of it; empty where the documents don't say it. */
  readonly must: readonly RegExp[]
  /** What no answer may contain. */
  readonly wrong: readonly RegExp[]
  /** The titles of pages of which one must be cited; empty where any may be. */
  readonly from: readonly string[]
  /** Titles of pages that may be shown as the nearest place, with no claim that it answers; empty where none may. */
  readonly near: readonly string[]
}

/**
 * Reads a key. A line that begins with `?` asks; those below it say what a right answer is: `=` a regular expression that
 * it must contain, `!` one that it may not, `@` the page that it is on, `~` a page that is near, `#` the question's kind,
 * `-` that the documents don't say it. Questions of which only the last has lines below it are asked in other words for the same.
 */
export function readKey(text: string): readonly KeyQuestion[] {
  const entries = text
    .split(/^\?\s*/mu)
    .slice(1)
    .map((entry) => entry.split('\n').map((line) => line.trim()))
  return entries
    .map(([ask = ''], at) => ({
      ask,
      lines:
        entries
          .slice(at)
          .find((own) => own.some(isMark))
          ?.slice(1) ?? [],
    }))
    .map(({ ask, lines }) => {
      const of = (mark: string) =>
        lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length).trim())
      const patterns = (mark: string) => of(mark).map((source) => new RegExp(source, 'iu'))
      const [must, isAbsent] = [patterns('='), lines.includes('-')]
      if (must.length > 0 === isAbsent) throw new Error(`“${ask}” needs what it must contain, or a line with “-”.`)
      return { ask, kind: of('#')[0] ?? 'plain', must, wrong: patterns('!'), from: of('@'), near: of('~') }
    })
}

// Below the line that asks.
function isMark(line: string, at: number): boolean {
  return at > 0 && line !== ''
}
