import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Scope } from './database.ts'

/** A name server that speaks the real protocol (RFC 1035) of the texts and addresses that it was told. */
export interface FakeNames {
  /** Where it answers: `127.0.0.1:5353`. */
  readonly address: string
  /** The texts of a name, from now on. */
  publish(name: string, ...texts: readonly string[]): void
  /** Whether it says from now on that it can't answer. */
  beAway(isAway: boolean): void
  /** What was asked, as `TXT name`. */
  readonly asked: readonly string[]
}

const TXT = 16

export async function openFakeNames(scope: Scope): Promise<FakeNames> {
  const texts = new Map<string, readonly string[]>()
  const asked: string[] = []
  let isAway = false
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const { name, type, end } = questionIn(query)
    asked.push(`${type === TXT ? 'TXT' : type} ${name}`)
    const found = texts.get(name)
    const answers = type === TXT ? (found ?? []) : []
    const code = isAway ? 2 : found === undefined ? 3 : 0
    const head = Buffer.alloc(12)
    query.copy(head, 0, 0, 2)
    head.writeUInt16BE(0x8580 | code, 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(isAway ? 0 : answers.length, 6)
    const records = isAway ? [] : answers.map(recordOf)
    socket.send(Buffer.concat([head, query.subarray(12, end), ...records]), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  scope.after(() => new Promise<void>((resolve) => socket.close(() => resolve())))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    publish: (name, ...published) => void texts.set(name, published),
    beAway: (away) => void (isAway = away),
    asked,
  }
}

function questionIn(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

// The name is a pointer to the question's; texts are in pieces of 255 bytes.
function recordOf(text: string): Buffer {
  const pieces = text.match(/.{1,255}/g) ?? ['']
  const data = Buffer.concat(
    pieces.map((piece) => Buffer.from(`${String.fromCharCode(piece.length)}${piece}`, 'latin1')),
  )
  const head = Buffer.from([0xc0, 0x0c, 0, TXT, 0, 1, 0, 0, 0, 0, 0, 0])
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}
