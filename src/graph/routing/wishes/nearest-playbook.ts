import type { Embed } from '#dialogue/recognise.ts'
import { intentOf, mendedMessage, type PlaybookIndex } from '../playbook-index.ts'

/** The playbook that words would be taken for first, though it isn't sure; null where that is none. */
export async function nearestPlaybook(index: PlaybookIndex, words: string, embed: Embed): Promise<string | null> {
  const { recogniser } = index
  const { meaning, near } = await recogniser.recognise(mendedMessage(index, words), embed)
  const first = meaning ?? near[0]?.meaning
  const intent = first === undefined ? null : intentOf(index, first)
  return intent?.to === 'playbook' ? intent.playbook : null
}
