import { Console } from 'node:console'
import { writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { ParseFailure, type FailureReason } from './parse-failure.ts'
import { parseFile } from './parse-file.ts'
import { READY, Request, type Reply } from './protocol.ts'

/*
 * The forked process. It reads a file from its standard input, says what it holds on its standard output, and ends, or
 * waits for another where it was told to stay. What it says is believed by nobody: the server checks it.
 */

const NEWLINE = 0x0a

const complaints: string[] = []

// Libraries complain on the console, which here is where the reply goes. What they say of damage is kept.
const keeper = new Writable({
  write(chunk: Buffer, _encoding, done) {
    if (complaints.length < 1_000) complaints.push(chunk.toString('utf8').slice(0, 300))
    done()
  },
})
globalThis.console = new Console({ stdout: keeper, stderr: keeper })

// pdf.js rejects promises that nobody waits for, and then finds another way.
process.on('unhandledRejection', (error) => void complaints.push(String(error).slice(0, 300)))

process.stdout.write(READY)
let hasReplied = false
// Where it finds none, nothing is left to wait for, and Node ends in the middle of it.
process.on('exit', () => {
  if (!hasReplied) writeSync(1, JSON.stringify({ ok: false, reason: 'broken' } satisfies Reply))
})
const input = (process.stdin as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
for (;;) {
  const { reply, stays } = await replyToNext()
  hasReplied = true
  const said = JSON.stringify(reply)
  await new Promise((resolve) => process.stdout.write(stays ? `${said}\n` : said, resolve))
  if (!stays) process.exit(0)
}

async function replyToNext(): Promise<{ reply: Reply; stays: boolean }> {
  complaints.length = 0
  let stays = false
  try {
    const { request, bytes } = await received()
    stays = request.stays
    hasReplied = false
    return { stays, reply: { ok: true, parsed: await parseFile({ ...request, bytes, complaints }) } }
  } catch (error) {
    return { stays, reply: { ok: false, reason: reasonOf(error) } }
  }
}

/** The request's line, and the file in one piece of the size that it names. */
async function received(): Promise<{ request: Request; bytes: Uint8Array }> {
  let head: Buffer = Buffer.alloc(0)
  let end = -1
  while (end === -1) {
    const { value, done } = await input.next()
    if (done === true) throw nothingCame(head)
    head = Buffer.concat([head, value])
    end = head.indexOf(NEWLINE)
  }
  const request = Request.parse(JSON.parse(head.toString('utf8', 0, end)))
  const bytes = new Uint8Array(request.bytes)
  const first = head.subarray(end + 1)
  bytes.set(first)
  let filled = first.length
  while (!request.stays || filled < request.bytes) {
    const { value, done } = await input.next()
    if (done === true) break
    bytes.set(value, filled)
    filled += value.length
  }
  if (filled !== request.bytes) throw new ParseFailure('broken')
  return { request, bytes }
}

// Nobody has another file for a child that stayed.
function nothingCame(head: Buffer): ParseFailure {
  if (hasReplied && head.length === 0) process.exit(0)
  return new ParseFailure('broken')
}

function reasonOf(error: unknown): FailureReason {
  if (error instanceof ParseFailure) return error.reason
  if (error instanceof RangeError) {
    // V8 has one class for a stack that is full, a string that is too long and a buffer that memory has no room for.
    return /call stack/u.test(error.message) ? 'too-deep' : 'memory'
  }
  return 'broken'
}
