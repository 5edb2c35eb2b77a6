import { z } from 'zod'
import type { ChatError } from '#contract/chat-completion.ts'
import type { Problem } from '#contract/problem.ts'

/** Whether somebody who speaks OpenAI's API is answered there. */
export function speaksOpenAi(path: string): boolean {
  return path === '/v1/chat/completions' || path === '/v1/models' || path.startsWith('/v1/models/')
}

/**
 * A problem in OpenAI's shape, with its status codes and, where it has one for the same, its code. Their clients try 408, 409,
 * 429 and 5xx again by themselves, so nothing that stays wrong is one of those.
 */
export function openAiError(problem: Problem): { readonly status: number; readonly body: ChatError } {
  const known = THEIRS[problem.code]
  const status = known?.status ?? (problem.status === 409 || problem.status === 422 ? 400 : problem.status)
  return {
    status,
    body: {
      error: {
        message: problem.detail,
        type: typeOf(status),
        param: known?.param ?? paramOf(problem),
        code: known?.code ?? problem.code,
      },
    },
  }
}

const THEIRS: Readonly<Record<string, { readonly status?: number; readonly code: string; readonly param?: string }>> = {
  'not-signed-in': { code: 'invalid_api_key' },
  'message-too-long': { status: 400, code: 'context_length_exceeded', param: 'messages' },
  'message-empty': { status: 400, code: 'message-empty', param: 'messages' },
  'text-not-storable': { status: 400, code: 'text-not-storable', param: 'messages' },
  'too-many-messages': { code: 'rate_limit_exceeded' },
}

function typeOf(status: number): ChatError['error']['type'] {
  if (status === 429) return 'rate_limit_error'
  if (status === 403) return 'permission_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}

function paramOf({ param, errors }: Problem): string | null {
  if (typeof param === 'string') return param
  const [first] = Wrong.safeParse(errors).data ?? []
  return first === undefined || first.pointer === '' ? null : first.pointer.slice(1).replaceAll('/', '.')
}

const Wrong = z.array(z.object({ pointer: z.string() }))
