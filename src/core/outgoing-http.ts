import ipaddr from 'ipaddr.js'
import type { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import {
  addressFailed,
  addressRefused,
  checkAddress,
  checkedLookup,
  parseAddress,
  systemLookup,
  type Resolve,
} from './ssrf-guard.ts'
import { AppError } from './errors.ts'

export interface OutgoingOptions {
  readonly signal: AbortSignal
  /** The longest body that is taken, in bytes. */
  readonly maxBytes: number
  /** For everything, redirects and body among it. */
  readonly timeoutMs: number
  /** Also private addresses, and those over plain http: for what runs beside us, by the operator's word alone. */
  readonly allowPrivate?: boolean
  /** The addresses of a host name; the system's resolver where it isn't given. */
  readonly resolve?: Resolve
}

/** The form fields of an outgoing request. */
export interface OutgoingForm {
  readonly fields: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
}

/** The raw body of an outgoing request; its type is among the headers. */
export interface OutgoingBody {
  /** POST where it isn't said. */
  readonly method?: 'DELETE' | 'GET' | 'POST' | 'PUT'
  readonly headers: Readonly<Record<string, string>>
  /** Null for none. */
  readonly body: string | null
}

/** The status and headers of a response whose body isn't read. */
export interface OutgoingAnswer {
  readonly status: number
  /** As it was sent. */
  readonly retryAfter: string | null
}

const MAX_REDIRECTS = 3
const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }

/**
 * GETs an address that neither we nor the operator wrote. Only https; the address that its name resolves to is checked
 * and is the one connected to; redirects are followed by hand, each checked the same. Throws `outgoing-refused`,
 * `outgoing-too-large`, `outgoing-timeout` or `outgoing-failed`.
 */
export async function outgoingFetch(url: string | URL, options: OutgoingOptions): Promise<Response> {
  return guarded(options, (within) => follow(parseAddress(String(url)), within, MAX_REDIRECTS))
}

/**
 * POSTs a form there. The same walls; a redirect is an answer like another, since what is sent is for this address alone.
 */
export async function outgoingPost(url: string | URL, form: OutgoingForm, options: OutgoingOptions): Promise<Response> {
  const sent = { body: form.fields.toString(), headers: { ...form.headers, ...FORM } }
  return guarded(options, async (within) => {
    const { status, type, body } = await exchange(parseAddress(String(url)), within, sent)
    return responseOf(status, type, body)
  })
}

/** POSTs a body there and says how it was answered. The same walls, and no redirect is followed. */
export async function outgoingSend(
  url: string | URL,
  sent: OutgoingBody,
  options: Omit<OutgoingOptions, 'maxBytes'>,
): Promise<OutgoingAnswer> {
  return guarded({ ...options, maxBytes: null }, async (within) => {
    const { status, retryAfter } = await exchange(parseAddress(String(url)), within, sent)
    return { status, retryAfter }
  })
}

/** Sends a body there and gives how it was answered, with what: for an API that answers in JSON. The same walls. */
export async function outgoingCall(
  url: string | URL,
  sent: OutgoingBody,
  options: OutgoingOptions,
): Promise<OutgoingAnswer & { readonly body: Uint8Array }> {
  return guarded(options, async (within) => {
    const { status, retryAfter, body } = await exchange(parseAddress(String(url)), within, sent)
    return { status, retryAfter, body }
  })
}

/** Without a limit the body isn't read. */
type Within = Omit<OutgoingOptions, 'maxBytes'> & { readonly maxBytes: number | null }

async function guarded<T>(options: Within, work: (within: Within) => Promise<T>): Promise<T> {
  const deadline = AbortSignal.timeout(options.timeoutMs)
  try {
    return await work({ ...options, signal: AbortSignal.any([options.signal, deadline]) })
  } catch (error) {
    options.signal.throwIfAborted()
    const refusal = refusalIn(error)
    if (refusal) throw refusal
    throw deadline.aborted ? tookTooLong(options.timeoutMs) : addressFailed(error)
  }
}

async function follow(url: URL, options: Within, redirectsLeft: number): Promise<Response> {
  const { status, type, body, location } = await exchange(url, options, null)
  if (location === null) return responseOf(status, type, body)
  if (redirectsLeft === 0) throw addressRefused('It redirects too often.')
  return follow(parseAddress(location, url), options, redirectsLeft - 1)
}

interface Exchanged {
  readonly status: number
  readonly type: string | null
  readonly location: string | null
  readonly retryAfter: string | null
  readonly body: Uint8Array<ArrayBuffer>
}

async function exchange(url: URL, options: Within, sent: OutgoingBody | null): Promise<Exchanged> {
  const allowPrivate = options.allowPrivate ?? false
  const check = (address: string) => checkAddress(address, { allowPrivate, isPlain: url.protocol === 'http:' })
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) throw addressRefused('It is not https.')
  if (url.username !== '' || url.password !== '') throw addressRefused('It carries credentials.')
  // A host that is an address already is connected to without a lookup. The URL parser has made 0x7f.1 into 127.0.0.1.
  const literal = url.hostname.replace(/^\[|\]$/gu, '')
  if (ipaddr.isValid(literal)) check(literal)
  const agent = new Agent({ connect: { lookup: checkedLookup(check, options.resolve ?? systemLookup) } })
  try {
    const reply = await request(url, {
      dispatcher: agent,
      signal: options.signal,
      headers: { 'accept-encoding': 'identity', ...sent?.headers },
      ...(sent && { method: sent.method ?? 'POST', body: sent.body }),
    })
    const header = (name: string) => (typeof reply.headers[name] === 'string' ? reply.headers[name] : null)
    const isRedirect = [301, 302, 303, 307, 308].includes(reply.statusCode)
    return {
      status: reply.statusCode,
      type: header('content-type'),
      location: isRedirect ? header('location') : null,
      retryAfter: header('retry-after'),
      body: options.maxBytes === null ? await unread(reply.body) : await readBody(reply.body, options.maxBytes),
    }
  } finally {
    await agent.destroy()
  }
}

// Its connection ends with its agent, before or after it is whole; that is no error of anybody's.
async function unread(body: Readable): Promise<Uint8Array<ArrayBuffer>> {
  body.on('error', () => {})
  return new Uint8Array()
}

function responseOf(status: number, type: string | null, body: Uint8Array<ArrayBuffer>): Response {
  return new Response(status === 204 || status === 304 ? null : body, {
    status,
    headers: type === null ? {} : { 'content-type': type },
  })
}

async function readBody(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

// What our lookup threw arrives as it is, or as the cause of the client's own error.
function refusalIn(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : null
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(`What is at this address is larger than ${maxBytes} bytes.`, {
    code: 'outgoing-too-large',
    status: 502,
  })
}

function tookTooLong(timeoutMs: number): AppError {
  return new AppError(`This address didn't answer in ${timeoutMs / 1000} s.`, {
    code: 'outgoing-timeout',
    status: 504,
    retryable: true,
  })
}
