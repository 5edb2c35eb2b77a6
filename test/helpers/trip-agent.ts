import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson } from '#core/commitment.ts'
import { Json } from '#core/json.ts'
import type { Scope } from './database.ts'
import { startParley, type ParleyOptions, type TestParley } from './parley.ts'
import { startToolProxy, type ProxyAction } from './tool-proxy.ts'
import { startToolServer, type ScriptedTool } from './tool-server.ts'

/** An agent whose plan books a room and a seat and charges a card, and takes back what was booked where that fails. */
export interface Trip<Parley = TestParley> {
  readonly parley: Parley
  /** What the desk did, in its own words. */
  readonly book: string[]
  /** Whether the card is refused. */
  isChargeRefused: boolean
  /** Whether the desk says which seat it booked. */
  isSeatNamed: boolean
  /** What becomes of a call to the desk. */
  onCall: (tool: string | null) => ProxyAction
  /** Replaces a text in a file of the agent, which counts from the next start on. */
  change(file: string, from: string, to: string): Promise<void>
}

/** What the desk's book says of a trip whose card was refused, and that was taken back. */
export const TAKEN_BACK = [
  'room.book',
  'seat.book',
  'seat.cancel {"booking":"S-1"}',
  'room.cancel {"booking":"R-1","city":"Lisbon","reason":"failed"}',
]

const STRING = { type: 'string' }

export function startTrip(scope: Scope): Promise<Trip> {
  return startTripWith(startParley, scope)
}

/** The same with a server that is started in another way. */
export async function startTripWith<Parley extends TestParley>(
  start: (scope: Scope, options: ParleyOptions) => Promise<Parley>,
  scope: Scope,
): Promise<Trip<Parley>> {
  const book: string[] = []
  const trip: Desk & Pick<Trip, 'onCall'> = { book, isChargeRefused: true, isSeatNamed: true, onCall: () => 'pass' }
  const desk = await startToolServer(scope, { tools: toolsOf(trip) })
  const proxy = await startToolProxy(scope, desk.url, ({ tool }) => trip.onCall(tool))
  const agents = await mkdtemp(join(tmpdir(), 'trip-'))
  scope.after(() => rm(agents, { recursive: true, force: true }))
  await cp(join(import.meta.dirname, '../fixtures/trip-agents'), agents, { recursive: true })
  const environment = {
    AGENTS_DIR: agents,
    RUN_LEASE_MS: '1500',
    EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9',
    EMBEDDINGS_MODEL: 'none',
  }
  return Object.assign(trip, {
    parley: await start(scope, { shop: { url: proxy.url, token: 'desk' }, environment }),
    change: async (file: string, from: string, to: string) => {
      const path = join(agents, 'trip', file)
      const text = await readFile(path, 'utf8')
      assert.ok(text.includes(from))
      await writeFile(path, text.replace(from, to))
    },
  })
}

type Desk = Pick<Trip, 'book' | 'isChargeRefused' | 'isSeatNamed'>

function toolsOf(desk: Desk): readonly ScriptedTool[] {
  const charger: ScriptedTool = {
    name: 'card.charge',
    inputSchema: { type: 'object', properties: { amount: { type: 'integer' } }, required: ['amount'] },
    answer: () => (desk.isChargeRefused ? { error: '{"code":"no_money"}' } : done('card.charge', {})),
  }
  return [
    booker('room.book', () => ({ id: 'R-1' })),
    canceller('room.cancel'),
    booker('seat.book', () => (desk.isSeatNamed ? { id: 'S-1' } : {})),
    canceller('seat.cancel'),
    charger,
  ]

  function booker(name: string, booked: () => object): ScriptedTool {
    const inputSchema = {
      type: 'object',
      properties: { city: STRING },
      required: ['city'],
      additionalProperties: false,
    }
    const outputSchema = { type: 'object', properties: { id: STRING } }
    return { name, inputSchema, outputSchema, answer: () => done(name, booked()) }
  }

  function canceller(name: string): ScriptedTool {
    const properties = { booking: STRING, city: STRING, reason: STRING }
    const inputSchema = { type: 'object', properties, additionalProperties: false }
    return { name, inputSchema, answer: (args) => done(`${name} ${canonicalJson(Json.parse(args))}`, {}) }
  }

  function done(what: string, structuredContent: object) {
    desk.book.push(what)
    return { structuredContent }
  }
}
