import type { AddedDocument } from '#contract/document.ts'
import { connectionLost } from '../../browser/client.ts'
import type { Client } from '#channels/client/client.ts'
import * as wire from '#contract/wire.ts'

/** A file with what it is stored under. */
export interface OutgoingFile {
  readonly file: File
  readonly source: string
  readonly acl: readonly string[]
  /** Null: as they are; of a new one, the only agent that there is. */
  readonly agents: readonly string[] | null
  readonly class: string
}

/** Once all of it is sent: what reading it may take, and a bit. */
const REPLY_MS = 240_000

/**
 * Hands a file in and tells how far it is sent, from 0 to 1. Throws what the server says, and a retryable
 * `connection-lost`.
 */
export async function sendFile(
  client: Client,
  { file, source, acl, agents, ...of }: OutgoingFile,
  { signal, onSent }: { readonly signal: AbortSignal; readonly onSent: (share: number) => void },
): Promise<AddedDocument> {
  const form = new FormData()
  form.set('source', source)
  form.set('acl', acl.join(','))
  if (agents !== null) form.set('agents', agents.join(','))
  form.set('class', of.class)
  form.set('file', file)
  const headers = await client.identify()
  signal.throwIfAborted()
  const response = await post({ url: `${client.server}/v1/documents`, headers, form, signal, onSent })
  return await client.answered(wire.addDocument, response)
}

interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly form: FormData
  readonly signal: AbortSignal
  onSent(share: number): void
}

// `fetch` doesn't tell how much is sent.
function post({ url, headers, form, signal, onSent }: Post): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const request = new XMLHttpRequest()
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => request.abort()
  signal.addEventListener('abort', stop, { once: true })
  request.open('POST', url)
  request.setRequestHeader('accept', 'application/json')
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total))
  request.upload.addEventListener('load', () => {
    onSent(1)
    timer = setTimeout(stop, REPLY_MS)
  })
  request.addEventListener('load', () => resolve(new Response(request.responseText, { status: request.status })))
  for (const type of ['error', 'abort'] as const) request.addEventListener(type, () => reject(connectionLost(type)))
  request.addEventListener('loadend', () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  })
  request.send(form)
  return promise
}
