import type { Annotation, ChatCompletion, ChatCompletionChunk } from '#contract/chat-completion.ts'
import type { RunView } from '#contract/run.ts'
import { standingRun, type AnsweredRuns, type CitedStretch } from '../protocols/answered-runs.ts'

/** What all pieces of an answer begin with. */
export interface Head {
  readonly runId: string
  /** As it was asked for. */
  readonly model: string
  /** Seconds since 1970. */
  readonly created: number
}

/** An answer in OpenAI's shape. */
export function completion(
  head: Head,
  answer: AnsweredRuns,
  { text, cited }: { readonly text: string; readonly cited: readonly CitedStretch[] },
): ChatCompletion {
  const whole = completionOf(head, { text, annotations: cited.map(annotation), usage: usageOf(answer.runs) })
  return { ...whole, parley: ourOwn(answer) }
}

/** The same without what OpenAI's shape has no place for. */
export function completionOf(
  head: Head,
  {
    text,
    annotations,
    usage,
  }: { readonly text: string; readonly annotations: readonly Annotation[]; readonly usage: ChatCompletion['usage'] },
): ChatCompletion {
  const message = { role: 'assistant', content: text, refusal: null, annotations } as const
  return {
    ...headOf(head),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage,
  }
}

/** A piece of it, as it is streamed. */
export function chunk(head: Head, delta: ChatCompletionChunk['choices'][number]['delta']): ChatCompletionChunk {
  return chunkOf(head, [{ index: 0, delta, logprobs: null, finish_reason: null }])
}

/** The last piece of its choice. */
export function lastChunk(head: Head, answer: AnsweredRuns, cited: readonly CitedStretch[]): ChatCompletionChunk {
  const delta = cited.length > 0 ? { annotations: cited.map(annotation) } : {}
  return { ...closingChunk(head, delta), parley: ourOwn(answer) }
}

/** The same without what OpenAI's shape has no place for. */
export function closingChunk(head: Head, delta: ChatCompletionChunk['choices'][number]['delta']): ChatCompletionChunk {
  return chunkOf(head, [{ index: 0, delta, logprobs: null, finish_reason: 'stop' }])
}

/** What comes after it where the client wants to know what was used. */
export function usageChunk(head: Head, { runs }: AnsweredRuns): ChatCompletionChunk {
  return withUsage(head, usageOf(runs))
}

/** A chunk that says nothing but that. */
export function withUsage(head: Head, usage: ChatCompletion['usage']): ChatCompletionChunk {
  return { ...chunkOf(head, []), usage }
}

function chunkOf(head: Head, choices: ChatCompletionChunk['choices']): ChatCompletionChunk {
  return { ...headOf(head), object: 'chat.completion.chunk', choices }
}

function headOf({ runId, model, created }: Head) {
  return { id: `chatcmpl-${runId}`, created, model }
}

function annotation({ start, end, title, url }: CitedStretch): Annotation {
  return { type: 'url_citation', url_citation: { start_index: start, end_index: end, title, url } }
}

/** What runs used; of none nothing. */
export function usageOf(runs: readonly RunView[]): ChatCompletion['usage'] {
  const sum = (of: 'inputTokens' | 'outputTokens') => runs.reduce((total, { usage }) => total + usage[of], 0)
  const [prompt, written] = [sum('inputTokens'), sum('outputTokens')]
  return { prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written }
}

function ourOwn({ runs, waits, decided, withheld }: AnsweredRuns): ChatCompletion['parley'] {
  const { threadId, id, status } = standingRun(runs)
  return {
    thread_id: threadId,
    run_id: id,
    status,
    waits_for: waits.map(({ planId, title, roles, until, link }) => ({ plan_id: planId, title, roles, until, link })),
    decided: decided.map(({ plan, by, decision, at }) => ({ plan_id: plan, by, decision, at })),
    withheld,
  }
}
