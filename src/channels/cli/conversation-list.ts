import { writeFile } from 'node:fs/promises'
import { AppError } from '#core/errors.ts'
import { clockText } from '#cards/drawing/clock-text.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { conversationTexts as texts } from '#cards/texts/conversation-texts.ts'
import type { ConversationView } from '#contract/conversation-list.ts'
import * as wire from '#contract/wire.ts'
import type { ChatFlags } from './chat-room.ts'
import { type CommandContext, sameConnection, say, sayJson } from './command.ts'
import type { Connection } from './connect.ts'

/** Prints a person's own conversations, the one that was spoken in last first, each with what waits in it. */
export async function listConversations(
  context: CommandContext,
  { api }: Connection,
  flags: ChatFlags,
): Promise<number> {
  const words = typeof flags.list === 'string' ? { words: flags.list } : {}
  const agent = flags.agent === undefined ? {} : { agent: flags.agent }
  const { conversations } = await api.ask(
    wire.listConversations,
    { limit: 100, ...words, ...agent },
    { signal: context.signal },
  )
  if (flags.json === true) sayJson(context, { conversations })
  else if (conversations.length === 0) say(context, 'words' in words ? texts.noneFound(words.words) : texts.none)
  else for (const each of conversations) say(context, linesOf(each, context, flags))
  return 0
}

function linesOf(conversation: ConversationView, context: CommandContext, flags: ChatFlags): string {
  const { id, title, plan, lastMessageAt } = conversation
  const when = clockText(lastMessageAt, { now: context.now() })
  const facts = [
    when,
    ...(plan === null ? [] : [`${plan.title}: ${texts.planStatus[plan.status]}`]),
    ...waits(conversation),
  ]
  return [
    visibleText(title),
    `  ${facts.map(visibleText).join(' · ')}`,
    `  parley chat --thread ${id}${sameConnection(flags)}`,
  ].join('\n')
}

function waits({ waitsFor, person, status, unread }: ConversationView): readonly string[] {
  return [
    ...(waitsFor === null
      ? []
      : [waitsFor === 'person' && person !== null ? texts.personWrites(person) : texts.waitsFor[waitsFor]]),
    ...(status === 'working' ? [texts.working] : []),
    ...(unread === 0 ? [] : [texts.unread(unread)]),
  ]
}

/** A thread by its id, or by a piece of it among one's own conversations. */
export async function wholeThreadId({ api }: Connection, typed: string, signal: AbortSignal): Promise<string> {
  const piece = typed.replaceAll('-', '').toLowerCase()
  if (piece.length >= 32) return typed
  if (piece.length < 4) throw new AppError('Give at least 4 characters of the conversation’s id.', { code: 'usage' })
  const { conversations } = await api.ask(wire.listConversations, { limit: 100 }, { signal })
  const [found, ...others] = conversations.filter(({ id }) => {
    const plain = id.replaceAll('-', '')
    return plain.startsWith(piece) || plain.endsWith(piece)
  })
  if (found === undefined) {
    throw new AppError(`None of your conversations is ${visibleText(typed)}. --list shows them.`, { code: 'not-found' })
  }
  if (others.length > 0)
    throw new AppError(`Several of your conversations are ${visibleText(typed)}.`, { code: 'usage' })
  return found.id
}

/** Writes a conversation into a new file. */
export async function saveConversation(
  context: CommandContext,
  { api }: Connection,
  threadId: string,
  file: string,
): Promise<number> {
  const transcript = await api.ask(wire.readTranscript, { threadId }, { signal: context.signal })
  const content = file.endsWith('.json') ? `${JSON.stringify(transcript, null, 2)}\n` : transcript.text
  await writeFile(file, content, { flag: 'wx' }).catch((error: unknown) => {
    throw new AppError(`${file} couldn’t be written. Name a file that isn’t there yet.`, {
      code: 'usage',
      cause: error,
    })
  })
  say(context, file)
  return 0
}

/** Deletes a conversation. What it led to stays as evidence, and that is said. */
export async function deleteConversation(
  context: CommandContext,
  { api }: Connection,
  threadId: string,
): Promise<number> {
  const { keptPlans } = await api.ask(wire.deleteThread, { threadId }, { signal: context.signal })
  say(context, keptPlans === 0 ? texts.deleted : texts.deletedBut(keptPlans))
  return 0
}
