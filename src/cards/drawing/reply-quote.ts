import type { MessageView } from '#contract/message.ts'
import { cut } from './cut-text.ts'

const MOST_QUOTED = 60

/** The message that an answer is to, in short, for where nothing else shows which it is. */
export function replyQuote(words: string): string {
  return `↩ “${cut(words.replaceAll(/\s+/gu, ' ').trim(), MOST_QUOTED)}”`
}

/** A thread's messages as they are read: each answer behind what it answers, else where it was written. */
export function behindAnswered(messages: readonly MessageView[]): readonly MessageView[] {
  const groups: MessageView[][] = []
  const of = new Map<string, MessageView[]>()
  for (const message of messages) {
    const answered = of.get(message.answers.at(-1) ?? '')
    if (answered) answered.push(message)
    else groups.push([message])
    const own = groups.at(-1)
    if (message.role === 'user' && own) of.set(message.id, own)
  }
  return groups.flat()
}
