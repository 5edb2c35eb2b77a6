import { texts } from '#cards/texts/texts.ts'
import type { RefusedPress } from '#cards/drawing/refused-press.ts'

/** What leads on from an answer that wasn't taken, for somebody at a terminal; empty where the card below does. */
export function leadText(
  { lead, handOverId }: RefusedPress,
  { server, planId }: { readonly server: string; readonly planId: string },
): string {
  const words = texts.decide.leads
  switch (lead) {
    case 'try-again':
      return words.tryAgain
    case 'sign-in':
      return words.signIn
    case 'open-conversation':
      return words.openConversation(handOverId)
    case 'own-page':
      return words.ownPage(`${server}/console/queue/${planId}`)
    case 'mend':
      return words.mend
    case 'look-again':
      return ''
  }
}
