import type { Card } from './card.ts'
import { originText } from './card.ts'
import { cardParts, type CardPart } from './card-parts.ts'
import { planTexts } from '../texts/plan-texts.ts'
import { inLanguage } from '../texts/card-language.ts'

/** A card in words alone, a line each. `hasValues`: with each value of its steps, and where it comes from. */
export function cardText(card: Omit<Card, 'buttons'>, { hasValues }: { readonly hasValues: boolean }): string {
  return inLanguage(card.language, () =>
    cardParts(card)
      .flatMap((part) => linesOf(part, hasValues))
      .join('\n'),
  )
}

function linesOf(part: CardPart, hasValues: boolean): readonly string[] {
  if (part.look !== 'step') return [part.look === 'unchecked' ? `! ${part.text}` : part.text]
  const { number, title, facts, values } = part.row
  const told = values.map(({ words, text, was, unchecked, ...from }) => {
    const before = was === null ? '' : ` (${planTexts.edit.was(was)})`
    return `   ${words}: ${unchecked ? `! "${text}"` : text}${before} · ${originText(from)}`
  })
  return [`${number}. ${[title, ...facts].join(' · ')}`, ...(hasValues ? told : [])]
}
