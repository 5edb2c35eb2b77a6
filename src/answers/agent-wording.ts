import type { Citation, NamedDocument, Part } from '#memory/threads/part.ts'
import { ownWords } from '#memory/threads/part.ts'
import type { Agent } from '#agents/contract.ts'
import { offeredPerson } from '#turn/hand-over/offered-person.ts'
import type { Speech } from '#turn/speaking.ts'

/** What fills the gaps: nothing of it is a model's. */
export interface Gaps {
  readonly speech: Speech
  /** Who may offer a person; null where one is waited for already. */
  readonly agent: Agent | null
  /** What the answer quotes. */
  readonly citations: readonly Citation[]
}

type Template = (gaps: Gaps) => readonly Part[]

/** What a model may have said before its sentences, by the names that it is told. */
const OPENINGS: Readonly<Record<string, Template>> = {
  greeting: ({ speech: { say } }) => [ownWords('greeting', say('Hello.'))],
  found: ({ speech: { say, list, quote }, citations }) => {
    const titles = [...new Set(citations.map(({ document }) => document.title))].slice(0, 3).map(quote)
    if (titles.length === 0) return []
    const text = say('Here is what I found in {titles}.', { titles: list(titles) })
    const quoted = citations.map(({ passageId, document }) => ({ passageId, document }))
    return [ownWords('found', text, titlesIn(text, titles, quoted))]
  },
}

/** And behind them. */
const CLOSINGS: Readonly<Record<string, Template>> = {
  'ask-more': ({ speech: { say } }) => [ownWords('ask-more', say('Does that answer your question?'))],
  'offer-person': ({ speech, agent }) => (agent === null ? [] : offeredPerson(agent, speech)),
}

/** An answer with what a model chose to have said around it. A name that is none of ours says nothing. */
export function inAgentWording(
  parts: readonly Part[],
  { opening, closing }: { readonly opening: string | null; readonly closing: string | null },
  gaps: Gaps,
): readonly Part[] {
  const before = chosen(OPENINGS, opening)?.(gaps) ?? []
  const after = chosen(CLOSINGS, closing)?.(gaps) ?? []
  return [...before, ...parts, ...after]
}

function chosen(templates: Readonly<Record<string, Template>>, name: string | null): Template | null {
  return name !== null && Object.hasOwn(templates, name) ? (templates[name] ?? null) : null
}

/** Where a text says titles, one after the other, each with the best passage of its document. */
export function titlesIn(
  text: string,
  quotedTitles: readonly string[],
  passages: readonly { readonly passageId: string; readonly document: { readonly title: string } }[],
): readonly NamedDocument[] {
  let from = 0
  return quotedTitles.flatMap((quoted) => {
    const start = text.indexOf(quoted, from)
    const best = passages.find(({ document }) => document.title === quoted.slice(1, -1))
    if (start === -1 || !best) return []
    from = start + quoted.length
    return [{ start, end: from, passageId: best.passageId }]
  })
}
