import { outsideCardTexts } from '../texts/outside-card-texts.ts'
import { planTexts } from '../texts/plan-texts.ts'
import { originText, type Card, type CardRule, type Origin } from './card.ts'
import { stepRows, type CardRow } from './card-rows.ts'
import { stateLine } from './plan-state.ts'
import { requestQuoteLine } from './request-quote.ts'

/** A part of a card where it is drawn as text: how it looks, and what it says. */
export type CardPart =
  | { readonly look: 'said' | 'quiet' | 'title' | 'unchecked' | 'reason'; readonly text: string }
  | { readonly look: 'step'; readonly row: CardRow }

/**
 * A card from the top, for a place that draws text: blocks of a message, lines of a mail. `mostSteps`: each step by itself, and
 * no more of them than so many; left out: many of one kind are one line.
 */
export function cardParts(card: Omit<Card, 'buttons'>, mostSteps: number | null = null): readonly CardPart[] {
  const { told, state, title, request, totals, read, answer, reasons, rules } = card
  const steps = mostSteps === null ? card.rows : stepRows(card.rows)
  const rows = steps.slice(0, mostSteps ?? steps.length)
  return [
    ...(told === null ? [] : [said(told)]),
    quiet(stateLine(state)),
    ...(title === '' ? [] : [{ look: 'title', text: title } as const]),
    ...(request === null ? [] : [quiet(requestQuoteLine(request))]),
    ...(totals.length === 0 ? [] : [said(totals.join(' · '))]),
    ...(read === null ? [] : [originText(read), ...read.excerpts.map(excerptText)].map(unchecked)),
    ...(answer === null
      ? []
      : [
          said(`${answer.heading}:\n${answer.text}`),
          (answer.origin.unchecked ? unchecked : quiet)(originText(answer.origin)),
          ...(answer.note === null ? [] : [quiet(answer.note)]),
        ]),
    ...rows.map((row) => ({ look: 'step', row }) as const),
    ...(rows.length < steps.length ? [said(outsideCardTexts.more(steps.length - rows.length))] : []),
    ...reasons.map((text) => ({ look: 'reason', text }) as const),
    ...rules.map((rule) => quiet(ruleText(rule))),
  ]
}

/** Words that nobody vouches for, as they stood where they were read, with what was taken of them marked. */
export function excerptText({ from, before, marked, after }: Origin['excerpts'][number]): string {
  return `${from}: ${planTexts.asked.quoted(`${before}${marked === '' ? '' : `»${marked}«`}${after}`)}`
}

/** A rule that a plan goes by, in a line. */
export function ruleText({ quote, place }: CardRule): string {
  return `${planTexts.card.goesBy} ${planTexts.asked.quoted(quote)} — ${place}`
}

function said(text: string): CardPart {
  return { look: 'said', text }
}

function quiet(text: string): CardPart {
  return { look: 'quiet', text }
}

function unchecked(text: string): CardPart {
  return { look: 'unchecked', text }
}
