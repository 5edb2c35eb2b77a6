import type { Embed } from '#dialogue/matching/recognise.ts'
import { intentOf, mendedMessage, type PlaybookIndex } from '#dialogue/matching/playbook-index.ts'

/** All that words may be taken for, the likeliest first; null in the place of what is no playbook. */
export async function takenForBy(
  index: PlaybookIndex,
  words: string,
  embed: Embed,
): Promise<readonly (string | null)[]> {
  const { meaning, near } = await index.recogniser.recognise(mendedMessage(index, words), embed)
  return [...(meaning === null ? [] : [meaning]), ...near.map((other) => other.meaning)].map((each) => {
    const intent = intentOf(index, each)
    return intent.to === 'playbook' ? intent.playbook : null
  })
}
