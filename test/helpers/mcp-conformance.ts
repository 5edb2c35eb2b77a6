import { execFile } from 'node:child_process'
import { createServer, request as sendTo, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Scope } from './database.ts'
import { listening } from './listening.ts'

const SUITE = join(import.meta.dirname, '../../node_modules/@modelcontextprotocol/conformance/dist/index.js')

/** A message of the protocol, as far as names stand in it. */
const Message = z.looseObject({ method: z.string(), params: z.looseObject({}).optional() })
export type McpMessage = z.infer<typeof Message>

export interface Conformance {
  readonly url: string
  readonly key: string
  /** Of the protocol: `2025-11-25`. */
  readonly revision: string
  /** Says what the suite says by the server's own names. */
  readonly translate: (message: McpMessage) => McpMessage
}

/**
 * Runs every server scenario of the official suite, and gives for each what failed of it, in its words. The suite shows no
 * credential and calls everything by names of its own: a door before the server adds the one and translates the other.
 */
export async function conformanceOf(
  scope: Scope,
  conformance: Conformance,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const door = await listening(
    scope,
    createServer((incoming, answer) => {
      void passOn(incoming, answer, conformance).catch(() => answer.destroy())
    }),
  )
  const out = await mkdtemp(join(tmpdir(), 'mcp-conformance-'))
  scope.after(() => rm(out, { recursive: true, force: true }))
  const words = ['server', '--url', `${door}/mcp`, '--suite', 'all', '--spec-version', conformance.revision, '-o', out]
  // It ends with 1 where a scenario fails: what failed stands in its files.
  await promisify(execFile)(process.execPath, [SUITE, ...words], { timeout: 60_000 }).catch(() => null)
  return new Map(await Promise.all((await readdir(out)).map((folder) => readScenario(out, folder))))
}

async function passOn(incoming: IncomingMessage, answer: ServerResponse, { url, key, translate }: Conformance) {
  const inside = new URL(url)
  // Where the suite names the door it means the server. Whatever else it says of where it comes from is what it tests.
  const door = `127.0.0.1:${incoming.socket.localPort}`
  const named = (value: string) => value.replace(door, inside.host)
  const { 'content-length': _, host = '', origin, ...headers } = incoming.headers
  const sent = await text(incoming)
  const { hostname, port } = inside
  const outgoing = sendTo({
    ...{ hostname, port, path: incoming.url, method: incoming.method },
    headers: {
      ...headers,
      host: named(host),
      ...(origin && { origin: named(origin) }),
      authorization: `Bearer ${key}`,
    },
  })
  outgoing.on('error', () => answer.destroy())
  outgoing.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers)
    response.pipe(answer)
  })
  outgoing.end(sent === '' ? '' : JSON.stringify(translate(Message.parse(JSON.parse(sent)))))
}

const Checks = z.array(z.object({ id: z.string(), status: z.string(), errorMessage: z.string().optional() }))

async function readScenario(out: string, folder: string): Promise<[string, readonly string[]]> {
  // server-tools-list-2026-11-24T23-26-06-219Z
  const name = /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(folder)?.[1] ?? folder
  const checks = Checks.parse(JSON.parse(await readFile(join(out, folder, 'checks.json'), 'utf8')))
  const failed = checks.filter(({ status }) => status === 'FAILURE')
  return [name, failed.map(({ id, errorMessage }) => `${id}: ${errorMessage ?? ''}`)]
}
