import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Client } from '../client/client.ts'
import { type CommandContext, type ConnectionFlags, withConnection } from './command.ts'
import { connect } from './connect.ts'
import type { AddCommand } from './command.ts'
import { serverMessages } from './mcp-changes.ts'
import { streamedMessages } from './mcp-stream.ts'

/** `parley mcp`: a running server's MCP, over standard input and output, in the name of whoever it is started by. */
export const addMcp: AddCommand = (program, context, finish) => {
  withConnection(program.command('mcp'), 'customer unless you say')
    .description('Speak the Model Context Protocol over standard input and output, for a client that starts a program.')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ConnectionFlags) => {
      finish(await relay(context, flags))
    })
}

const EXAMPLES = `
Examples:
  $ parley mcp --as support-lead
  $ PARLEY_KEY=parley_… parley mcp --server https://parley.example`

// What is asked for in a message of the protocol. Its `id` is null or left out where nobody answers it.
const Message = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.looseObject({ requestId: z.union([z.string(), z.number()]).optional() }).optional(),
})
type Message = z.infer<typeof Message>

const Begun = z.looseObject({ result: z.looseObject({ protocolVersion: z.string() }) })

/** Sends each line on, and writes what comes back; until the input ends, and what it asked for is answered. */
async function relay(context: CommandContext, flags: ConnectionFlags): Promise<number> {
  const { api } = await connect(context.config(), flags, context.signal)
  const session = { headers: {} as Record<string, string>, atWork: new Map<string | number, AbortController>() }
  const pending = new Set<Promise<void>>()
  let changes: Promise<void> | null = null
  const closed = new AbortController()
  const signal = AbortSignal.any([context.signal, closed.signal])
  const lines = createInterface({ input: context.streams.input, signal: context.signal })
  for await (const line of lines) {
    if (line.trim() === '') continue
    const message = readMessage(line)
    if (message?.method === 'notifications/cancelled') session.atWork.get(message.params?.requestId ?? '')?.abort()
    const sending = send(context, api, { line, message, session }).finally(() => pending.delete(sending))
    pending.add(sending)
    // What the server says of itself goes with everything after it.
    if (message?.method === 'initialize') await sending
    if (message?.method === 'notifications/initialized') changes ??= tellChanges(context, api, { session, signal })
  }
  closed.abort()
  await Promise.all([changes, ...pending])
  return 0
}

async function tellChanges(
  { streams }: CommandContext,
  api: Client,
  { session, signal }: Pick<Sending, 'session'> & { readonly signal: AbortSignal },
): Promise<void> {
  for await (const message of serverMessages(api, () => session.headers, signal)) streams.output.write(`${message}\n`)
}

function readMessage(line: string): Message | null {
  try {
    return Message.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

interface Sending {
  readonly line: string
  readonly message: Message | null
  readonly session: {
    readonly headers: Record<string, string>
    readonly atWork: Map<string | number, AbortController>
  }
}

async function send(context: CommandContext, api: Client, { line, message, session }: Sending): Promise<void> {
  const id = message?.id
  const stopping = new AbortController()
  if (id !== undefined) session.atWork.set(id, stopping)
  try {
    const response = await fetch(`${api.server}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...session.headers,
        ...(await api.identify()),
      },
      body: line,
      signal: AbortSignal.any([context.signal, stopping.signal]),
    })
    const kept = response.headers.get('mcp-session-id')
    if (kept !== null) session.headers['mcp-session-id'] = kept
    for await (const answer of answersIn(response)) {
      const version = message?.method === 'initialize' ? Begun.safeParse(JSON.parse(answer)).data : undefined
      if (version) session.headers['mcp-protocol-version'] = version.result.protocolVersion
      context.streams.output.write(`${answer}\n`)
    }
  } catch (error) {
    if (stopping.signal.aborted || context.signal.aborted) return
    const words = error instanceof Error ? error.message : 'The server can’t be reached.'
    if (id === undefined) context.streams.errors.write(`${words}\n`)
    else context.streams.output.write(`${JSON.stringify(failure(id, words))}\n`)
  } finally {
    if (id !== undefined) session.atWork.delete(id)
  }
}

// Each message is one line. A refusal of the HTTP server is no message of the protocol, and becomes an error of it.
async function* answersIn(response: Response): AsyncIterable<string> {
  const type = response.headers.get('content-type') ?? ''
  if (response.body !== null && type.startsWith('text/event-stream')) {
    for await (const { data } of streamedMessages(response.body)) if (data !== '') yield data
    return
  }
  const text = await response.text()
  if (type.startsWith('application/json') && text !== '') yield JSON.stringify(JSON.parse(text))
  else if (!response.ok)
    throw new Error(Refusal.safeParse(parsed(text)).data?.detail ?? `The server answered ${response.status}.`)
}

const Refusal = z.looseObject({ detail: z.string() })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function failure(id: string | number, message: string) {
  return { jsonrpc: '2.0', id, error: { code: -32_000, message } }
}
