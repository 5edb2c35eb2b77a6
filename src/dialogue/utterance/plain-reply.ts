import { formsOf } from '../forms/all-forms.ts'
import { tokensOf } from '../forms/tokens.ts'

/**
 * Whether an answer to a question of ours says nothing that may take back or limit what was asked for before: nothing is
 * denied in it, supposed, taken out, quoted or asked.
 */
export function isPlainReply(reply: string, languages: readonly string[]): boolean {
  if (/[?"“”„«»>`]/u.test(reply)) return false
  const words = tokensOf(reply, {}).map(({ word }) => word)
  return formsOf(languages).every(({ denies, wonders, turns, limits, speaks }) =>
    words.every((word) => ![denies, wonders, turns, limits, speaks].some((list) => list.includes(word))),
  )
}
