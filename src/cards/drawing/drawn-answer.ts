import type { OutgoingContent } from '#contract/channel-operations.ts'
import type { MessagePart } from '#contract/message.ts'
import type { Choice } from '#memory/threads/part.ts'
import { replyQuote } from './reply-quote.ts'
import { shownQuote } from './quoted-sources.ts'

/** A stretch of an answer, as a service outside draws it. */
export type DrawnPiece =
  | { readonly type: 'said'; readonly text: string }
  /** The agent's own words beside what documents say: they look like nobody's quote. */
  | { readonly type: 'own'; readonly text: string }
  | { readonly type: 'choices'; readonly choices: readonly Choice[] }

/** Where something of an answer comes from. `quote`: null where the answer says it word for word. */
export interface DrawnSource {
  readonly passageId: string
  readonly title: string
  readonly quote: string | null
}

export interface DrawnAnswer {
  readonly pieces: readonly DrawnPiece[]
  readonly sources: readonly DrawnSource[]
}

/**
 * A message's parts in their order, and where they come from; a card of a plan was told by itself. `by`: who says it, where a
 * person does. `answered`: what it answers, where its sender has said something else since.
 */
export function drawnAnswer(
  parts: readonly MessagePart[],
  by: string | null,
  answered: string | null = null,
): DrawnAnswer {
  const texts = parts.filter((part) => part.type === 'text')
  const cited = texts.flatMap(({ text, citations }) => citations.map((citation) => ({ text, citation })))
  const places = [...new Map(cited.map((each) => [each.citation.passageId, each])).values()]
  const pieces = parts.flatMap((part) => pieceOf(part, cited.length > 0))
  const [first, ...rest] = pieces
  const named =
    by !== null && first !== undefined && 'text' in first ? { ...first, text: `${by}: ${first.text}` } : first
  return {
    pieces: named === undefined ? [] : [...(answered === null ? [] : [saying(replyQuote(answered))]), named, ...rest],
    sources: places.map(({ text, citation: { passageId, quote, document } }) => ({
      passageId,
      title: document.title,
      quote: shownQuote(quote, text),
    })),
  }
}

/** All of a message in words: who says it, where a person does, behind what it answers where that isn't the last. */
export function saidText({ by, text, answered }: Extract<OutgoingContent, { type: 'message' }>): string {
  const said = by === null ? text : `${by}: ${text}`
  return answered === null ? said : `${replyQuote(answered)}\n${said}`
}

/** Something said that nothing is quoted for. */
export function drawnText(text: string): DrawnAnswer {
  return { pieces: [saying(text)], sources: [] }
}

function saying(text: string): DrawnPiece {
  return { type: 'said', text }
}

/** What may be said next, in words alone: where nothing can be pressed. */
export function choiceLines(choices: readonly Choice[]): string {
  return choices.map(({ says }) => `- ${says}`).join('\n')
}

function pieceOf(part: MessagePart, isQuoting: boolean): readonly DrawnPiece[] {
  switch (part.type) {
    case 'own-words':
      return [{ type: isQuoting ? 'own' : 'said', text: part.text }]
    case 'text':
    case 'notice':
      return [{ type: 'said', text: part.text }]
    case 'file':
      return [{ type: 'said', text: part.name }]
    case 'choices':
      return [{ type: 'choices', choices: part.choices }]
    case 'plan':
      return []
  }
}
