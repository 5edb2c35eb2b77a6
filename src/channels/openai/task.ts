import type { ChatCompletion, ChatCompletionChunk, ChatRequest } from '#contract/chat-completion.ts'
import { answerToTask } from '../protocols/front-end-task.ts'
import { textsOf } from './parsed-request.ts'
import { chunk, closingChunk, completionOf, usageOf, withUsage, type Head } from './completion.ts'

/** What a front end's own task over a conversation is answered; null where somebody says something. Nothing is stored of it. */
export function taskIn({ messages, metadata, response_format: format }: ChatRequest): string | null {
  const task = metadata?.['task']
  return answerToTask(
    messages.map((message) => ({ role: message.role, text: textsOf(message).join('\n') })),
    {
      task: typeof task === 'string' && task !== '' ? task : null,
      isJson: format != null && format.type !== 'text',
    },
  )
}

/** Its answer in OpenAI's shape. */
export function taskCompletion(head: Head, text: string): ChatCompletion {
  return completionOf(head, { text, annotations: [], usage: usageOf([]) })
}

/** The same, streamed. */
export async function* taskChunks(
  head: Head,
  text: string,
  { tellsUsage }: { readonly tellsUsage: boolean },
): AsyncGenerator<ChatCompletionChunk, void, void> {
  yield chunk(head, { role: 'assistant', content: text })
  yield closingChunk(head, {})
  if (tellsUsage) yield withUsage(head, usageOf([]))
}
