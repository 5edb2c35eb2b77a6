import { Console } from 'node:console'
import { writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { ParseFailure, type FailureReason } from './failures.ts'
import { parseFile } from './parse-file.ts'
import { READY, Request, type Reply } from './protocol.ts'

/*
 * The forked process. It reads one file from its standard input, says what it holds on its standard output, and ends.
 * What it says is believed by nobody: the server checks it.
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
const reply = JSON.stringify(await replyTo())
hasReplied = true
process.stdout.write(reply, () => process.exit(0))

async function replyTo(): Promise<Reply> {
  try {
    const { request, bytes } = await received()
    return { ok: true, parsed: await parseFile({ ...request, bytes, complaints }) }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

/** The request's line, and the file in one piece of the size that it names. */
async function received(): Promise<{ request: Request; bytes: Uint8Array }> {
  let head: Buffer = Buffer.alloc(0)
  let request: Request | null = null
  let bytes = new Uint8Array()
  let filled = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    let rest: Buffer = chunk
    if (request === null) {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf(NEWLINE)
      if (end === -1) continue
      request = Request.parse(JSON.parse(head.toString('utf8', 0, end)))
      bytes = new Uint8Array(request.bytes)
      rest = head.subarray(end + 1)
    }
    bytes.set(rest, filled)
    filled += rest.length
  }
  if (request === null || filled !== request.bytes) throw new ParseFailure('broken')
  return { request, bytes }
}

function reasonOf(error: unknown): FailureReason {
  if (error instanceof ParseFailure) return error.reason
  if (error instanceof RangeError) {
    // V8 has one class for a stack that is full, a string that is too long and a buffer that memory has no room for.
    return /call stack/u.test(error.message) ? 'too-deep' : 'memory'
  }
  return 'broken'
}
