import type { OutgoingMessage } from '#contract/channel-operations.ts'
import type { MessagePart } from '#contract/message.ts'
import { cardText } from '#cards/drawing/card-text.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { drawnAnswer, saidText } from '#cards/drawing/drawn-answer.ts'
import { outsideCard } from '#cards/drawing/outside-card.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { mailTexts } from './texts.ts'

const MOST_QUOTE = 300

/** A message of ours as a mail's text; null where there is nothing to say in one. */
export function mailText({ content, address, requester, at }: OutgoingMessage): string | null {
  switch (content.type) {
    case 'message': {
      const text = saidText(content)
      const sources = sourcesOf(content.parts, address)
      return [text, ...linksTo(content.parts, address), ...(sources.length === 0 ? [] : [sources.join('\n')])].join(
        '\n\n',
      )
    }
    case 'plan-waiting': {
      const { view, text, link } = content
      const card = outsideCard(view, { url: link, address, isEditable: false, isLinkable: false, now: new Date(at) })
      // A yes needs a session, which is behind the link; the plan itself is looked at there.
      const { noAddress, decide } = inLanguage(view.language, () => ({ ...mailTexts }))
      const how = card.isAsked ? [link === null ? noAddress : decide] : []
      // What it is titled by and what is told at once stand in the text.
      const rest = cardText({ ...card, title: '', told: null }, { hasValues: false })
      return [text, rest, ...how].join('\n\n')
    }
    case 'plan-decided': {
      const { view } = content
      const decided = view.decisions.at(-1)
      // What they said themselves they know, and what came of a no is told by itself.
      if (decided?.decision !== 'approve' || decided.principal.id === requester.id) return null
      return inLanguage(view.language, () => mailTexts.saidYes(decided.principal.name, view.title))
    }
    case 'notice':
      return content.text
  }
}

// A card is where it can be answered.
function linksTo(parts: readonly MessagePart[], address: string | null): readonly string[] {
  if (address === null) return []
  return parts.flatMap((part) =>
    part.type === 'plan' && part.plan?.status === 'waiting' ? [`${address}/console/queue/${part.planId}`] : [],
  )
}

// Whoever follows the link is asked there who they are, and sees what they may read.
function sourcesOf(parts: readonly MessagePart[], address: string | null): readonly string[] {
  return drawnAnswer(parts, null).sources.map(({ passageId, title, quote }, index) => {
    const quoted = quote === null ? '' : `“${oneLine(cut(quote, MOST_QUOTE))}” `
    const place = `[${index + 1}] ${quoted}${oneLine(title)}`
    return address === null ? place : `${place}\n    ${address}/console/documents/${encodeURIComponent(passageId)}`
  })
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
