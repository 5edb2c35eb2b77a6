import type { OutgoingMessage } from '#contract/channel-operations.ts'
import type { MessagePart } from '#contract/message.ts'
import { REQUESTER } from '#auth/roles.ts'
import { requestQuoteLines } from '#cards/drawing/request-quote.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { drawnAnswer, saidText } from '#cards/drawing/drawn-answer.ts'
import { wordsIn } from './texts.ts'

const MOST_QUOTE = 300

/** A message of ours as a mail's text; null where there is nothing to say in one. */
export function mailText({ content, address, requester }: OutgoingMessage): string | null {
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
      const words = wordsIn(view.language)
      const steps = view.effects.map(({ index, title }) => `${index + 1}. ${title}`)
      const isTheirs = view.awaits.includes(REQUESTER)
      // A yes needs a session, which is behind the link; the plan itself is looked at there.
      const how = isTheirs ? (link === null ? words.noAddress : words.decide) : null
      const asked = inLanguage(view.language, () => requestQuoteLines(view))
      return [text, ...(steps.length > 1 ? [steps.join('\n')] : []), ...asked, ...(how === null ? [] : [how])].join(
        '\n\n',
      )
    }
    case 'plan-decided': {
      const { view } = content
      const decided = view.decisions.at(-1)
      // What they said themselves they know, and what came of a no is told by itself.
      if (decided?.decision !== 'approve' || decided.principal.id === requester.id) return null
      return wordsIn(view.language).saidYes(decided.principal.name, view.title)
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
