import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { openAsBlob } from 'node:fs'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { deep } from '../helpers/depth.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { patient } from '../helpers/patient.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const shop = await startTestShop({ after })
const parley = await startParleyProcess({ after }, { shop })
const wanted = { name: 'large', scopes: ['ingest'] }
const made = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', wanted)
const authorization = `Bearer ${made.body.key}`

// Both are told by /proc.
const onLinux = { ...patient, skip: process.platform !== 'linux' }
const MEGABYTE = 1_048_576
const PART = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'

/** In bytes: `VmRSS` is what it has, `VmHWM` the most that it had since that was last forgotten. */
async function memory(field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${parley.pid}/status`, 'utf8')
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024
}

/** The files that the server keeps for uploads right now. */
async function kept(): Promise<readonly string[]> {
  const folder = `/proc/${parley.pid}/fd`
  const links = await Promise.all((await readdir(folder)).map((fd) => readlink(join(folder, fd)).catch(() => '')))
  return links.filter((link) => /\/upload-[\w-]+ \(deleted\)$/.test(link))
}

async function textOf(t: TestContext, megabytes: number): Promise<Blob> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-large-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'words.txt')
  await writeFile(path, Buffer.alloc(megabytes * MEGABYTE, 'Every word of it is read.\n\n'))
  return await openAsBlob(path, { type: 'text/plain' })
}

async function handIn(file: Blob): Promise<{ status: number; code: unknown }> {
  const body = new FormData()
  body.set('source', `large/${file.size}.txt`)
  body.set('file', file, 'words.txt')
  const response = await fetch(`${parley.url}/v1/documents`, { method: 'POST', headers: { authorization }, body })
  const said: unknown = await response.json()
  return { status: response.status, code: said !== null && typeof said === 'object' && 'code' in said && said.code }
}

/** A form that has begun, and what is answered. */
async function begin(t: TestContext): Promise<{ socket: Socket; answer: Promise<string> }> {
  const { port, hostname, host } = new URL(parley.url)
  const socket = connect(Number(port), hostname)
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  let said = ''
  const answer = new Promise<string>((resolve) => {
    socket.on('data', (chunk) => (said += chunk.toString('latin1')))
    socket.on('error', () => resolve(said)).on('close', () => resolve(said))
  })
  socket.write(
    `POST /v1/documents HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${authorization}\r\nconnection: close\r\n` +
      'content-type: multipart/form-data; boundary=b\r\ntransfer-encoding: chunked\r\n\r\n',
  )
  socket.write(chunkOf(PART))
  return { socket, answer }
}

function chunkOf(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`
}

const TIMES = 3
const TWO_FILES_MB = 98

test('files near the limit are read and told of without the server growing by their size', onLinux, async (t) => {
  await handIn(await textOf(t, 2))
  const file = await textOf(t, 49)
  const tooLong = { status: 413, code: 'document-too-large' }
  const before = await memory('VmRSS')
  let least = Infinity
  // Pieces that are done with wait for the next collection, some 64 MB of them, and more where that comes late. What grew
  // by the files themselves would be above what there was before the first of them each time.
  for (let time = 0; time < TIMES && least >= TWO_FILES_MB; time++) {
    await writeFile(`/proc/${parley.pid}/clear_refs`, '5')
    assert.deepEqual(await Promise.all([handIn(file), handIn(file)]), [tooLong, tooLong])
    const grownBy = Math.round(((await memory('VmHWM')) - before) / MEGABYTE)
    t.diagnostic(`the server grew by ${grownBy} MB at most`)
    least = Math.min(least, grownBy)
  }
  assert.ok(least < TWO_FILES_MB, `it grew by ${least} MB`)
  assert.deepEqual(await kept(), [])
})

deep('what a client who goes away has sent is kept under no name, and gone with them', onLinux, async (t) => {
  const { socket } = await begin(t)
  socket.write(chunkOf('x'.repeat(2 * MEGABYTE)))
  await until(async () => (await kept()).length === 1)
  assert.deepEqual(
    (await readdir(parley.place.dataDir)).filter((name) => name.startsWith('upload-')),
    [],
  )
  socket.destroy()
  await until(async () => (await kept()).length === 0)
})

deep('a file without an end is refused once it is over the limit, and nothing of it is kept', onLinux, async (t) => {
  const { socket, answer } = await begin(t)
  const piece = chunkOf('x'.repeat(MEGABYTE))
  let sent = 0
  while (socket.writable && sent < 200) {
    sent += 1
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => {}), answer])
  }
  assert.match(await answer, /^HTTP\/1.1 413[^]*body-too-large/)
  assert.ok(sent < 60, `${sent} MB were taken`)
  await until(async () => (await kept()).length === 0)
})

deep('a disk without room is told as such, and once it has some the same file is read', onLinux, async (t) => {
  // A file of the server's may have so much, which is what a full disk is to it; the database's own are smaller.
  const most = (bytes: string) => promisify(execFile)('prlimit', ['--pid', String(parley.pid), `--fsize=${bytes}:`])
  const file = await textOf(t, 49)
  await most(String(20 * MEGABYTE))
  assert.deepEqual(await handIn(file), { status: 503, code: 'upload-not-kept' })
  assert.deepEqual(await kept(), [])
  // Whoever is slow is told when all is sent: a connection that is closed half a second after the answer, as one is on
  // which something is left unread, may be in use again by then.
  const { socket, answer } = await begin(t)
  let isTold = false
  socket.once('data', () => (isTold = true))
  for (let sent = 0; sent < 22; sent += 1) socket.write(chunkOf('x'.repeat(MEGABYTE)))
  await delay(1_500)
  assert.equal(isTold, false)
  socket.write(`${chunkOf('\r\n--b--\r\n')}0\r\n\r\n`)
  assert.match(await answer, /^HTTP\/1.1 503[^]*upload-not-kept/)
  await most('unlimited')
  assert.deepEqual(await handIn(file), { status: 413, code: 'document-too-large' })
})
