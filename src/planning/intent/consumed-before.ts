import { canonicalJson, sha256 } from '#core/commitment.ts'
import type { JournalEntry, ReadAnswer, ReadRequest } from '#plan-language/contract.ts'

interface Kept {
  /** What this run of the program has read so far. */
  readonly journal: readonly JournalEntry[]
  /** What was read as the plan was tried out before. */
  readonly before: readonly JournalEntry[]
  /** What programs before this one read for the plan, in order. */
  readonly readByFailed: readonly JournalEntry[]
}

/**
 * The earlier results of a consuming read (`consumes:`), replayed as often as the program makes it: mails that were unread
 * then are read now, so a second call would return none. Null where it was made less often before.
 */
export function consumedBefore(
  { journal, before, readByFailed }: Kept,
  { tool, args }: ReadRequest,
): ReadAnswer | null {
  const hash = sha256(canonicalJson({ tool, args }))
  const isSame = ({ request, answer }: JournalEntry) => request === hash && answer.ok
  // A program that was written anew kept what the one before it had been given.
  const failed = readByFailed.filter(isSame)
  const kept = [...before.filter(isSame), ...failed.filter((entry, place) => isFirstSo(entry, failed.slice(0, place)))]
  return kept[journal.filter(isSame).length]?.answer ?? null
}

function isFirstSo({ answer }: JournalEntry, earlier: readonly JournalEntry[]): boolean {
  return !earlier.some((entry) => canonicalJson(entry.answer) === canonicalJson(answer))
}
