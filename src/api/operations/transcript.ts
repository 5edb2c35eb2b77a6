import { inLanguage } from '#cards/texts/card-language.ts'
import { conversationTexts as words } from '#cards/texts/conversation-texts.ts'
import { threadTexts } from '#cards/texts/thread-texts.ts'
import { drawnAnswer } from '#cards/drawing/drawn-answer.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { MessageView } from '#contract/message.ts'
import type { TranscriptView } from '#contract/conversation-list.ts'
import type { Principal } from '#core/principal.ts'
import { listMessages, type Message } from '#memory/threads/messages.ts'
import type { Thread } from '#memory/threads/threads.ts'
import type { Services } from '#turn/services.ts'
import { messageViews } from './message-views.ts'

type Line = TranscriptView['messages'][number]

/** All that was said in a conversation, as its requester may see it now. */
export async function transcript(
  services: Services,
  reader: Principal,
  { thread, language }: { readonly thread: Thread; readonly language: string },
): Promise<TranscriptView> {
  const agentTitle = services.agents.get(thread.agent)?.agent.title ?? thread.agent
  const messages = await messageViews(services, reader, await allMessages(services, reader, thread.id))
  const lines = messages.map((message) => lineOf(message, { you: reader.name, agent: agentTitle }))
  return {
    threadId: thread.id,
    agent: thread.agent,
    agentTitle,
    createdAt: thread.createdAt.toISOString(),
    messages: lines,
    text: inLanguage(language, () => [agentTitle, ...lines.map((line) => textOfLine(line))].join('\n\n')) + '\n',
  }
}

const PAGE = 200

async function allMessages(
  { database }: Services,
  { tenantId }: Principal,
  threadId: string,
): Promise<readonly Message[]> {
  const all: Message[] = []
  for (;;) {
    const after = all.at(-1)?.id ?? null
    const page = await database.batch(tenantId, (tx) => listMessages(tx, threadId, { after, limit: PAGE }))
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

const BY = { user: 'you', assistant: 'agent', person: 'person' } as const

function lineOf({ role, by, parts, createdAt }: MessageView, names: { you: string; agent: string }): Line {
  const { pieces, sources } = drawnAnswer(parts, null)
  const cited = parts.flatMap((part) => (part.type === 'text' ? part.citations : []))
  return {
    by: BY[role],
    name: role === 'user' ? names.you : (by?.name ?? names.agent),
    at: createdAt,
    text: pieces.flatMap((piece) => (piece.type === 'choices' ? [] : [piece.text])).join('\n'),
    sources: sources.map(({ title, passageId }) => ({
      title,
      quote: cited.find((citation) => citation.passageId === passageId)?.quote ?? '',
    })),
    plans: parts.flatMap((part) =>
      part.type === 'plan' && part.plan !== null
        ? [{ id: part.planId, title: part.plan.title, status: part.plan.status }]
        : [],
    ),
  }
}

function textOfLine({ name, at, text, sources, plans }: Line): string {
  const when = new Intl.DateTimeFormat(threadTexts.clockLocale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(at))
  const said = [
    ...(text === '' ? [] : [text]),
    ...plans.map(({ title, status }) => `[${title}: ${words.planStatus[status]}]`),
    ...sources.map(({ title, quote }) => `  ${title}: “${quote}”`),
  ]
  return [`${name}, ${when} UTC`, ...said].map((line) => line.split('\n').map(visibleText).join('\n')).join('\n')
}
