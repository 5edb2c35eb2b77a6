import type { OfferedLink } from '../contract.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { cardAround, type TeamsCard } from './card.ts'
import { textBlocks } from './elements.ts'

/** What somebody alone is told of linking their account. */
export function linkCard({ url, text }: OfferedLink): TeamsCard {
  const open = url === null ? [] : [{ type: 'Action.OpenUrl', title: texts.linkIt, url }]
  const more = { fallbackText: text, ...(open.length > 0 && { actions: open }) }
  return { summary: text, card: cardAround(textBlocks(text), more) }
}
