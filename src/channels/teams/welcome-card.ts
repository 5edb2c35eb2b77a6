import type { Welcome } from '../contract.ts'
import { texts } from '#cards/texts/texts.ts'
import { cardAround, type TeamsCard } from './card.ts'
import { textBlocks } from './elements.ts'

/** What somebody is told first in their chat with the app. */
export function welcomeCard({ greeting, suggestions }: Welcome): TeamsCard {
  const examples = suggestions.length === 0 ? [] : [texts.chat.suggestions, ...suggestions.map((each) => `- ${each}`)]
  const body = [...textBlocks(greeting), ...examples.flatMap((line) => textBlocks(line, { isSubtle: true }))]
  return { summary: greeting.slice(0, 200), card: cardAround(body, { fallbackText: greeting.slice(0, 300) }) }
}
