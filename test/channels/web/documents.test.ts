import assert from 'node:assert/strict'
import { hash, randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import test, { type TestContext } from 'node:test'
import { z } from 'zod'
import { type HandedInDocument, HandedInPage } from '#contract/document.ts'
import type { Operations } from '#contract/operations.ts'
import { deep } from '../../helpers/depth.ts'
import { patient } from '../../helpers/patient.ts'
import { sendRaw, startServer, type TestServer } from './start-server.ts'

const Refused = z.object({ code: z.string(), errors: z.array(z.object({ pointer: z.string() })).optional() })

function form(
  fields: Readonly<Record<string, string>>,
  ...files: readonly (readonly [string, Uint8Array<ArrayBuffer> | string])[]
) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  for (const [name, bytes] of files) body.append('file', new File([bytes], name, { type: 'application/pdf' }))
  return body
}

async function post(server: TestServer, body: FormData | object): Promise<{ status: number; code: string | null }> {
  const sent = body instanceof FormData ? body : JSON.stringify(body)
  const key = await keeper(server)
  const response = await server.request('/v1/documents', { method: 'POST', key, body: sent })
  const problem = Refused.safeParse(await response.json())
  return { status: response.status, code: problem.data?.code ?? null }
}

/** Whoever looks after the documents. */
const keeper = (server: TestServer) => server.keyOf('operator', 'ingest')

/** What was handed in under sources that begin so. */
async function handedIn(server: TestServer, source: string): Promise<HandedInPage['documents']> {
  const response = await server.request(`/v1/documents/hashes?source=${source}`, { key: await keeper(server) })
  return HandedInPage.parse(await response.json()).documents
}

/** Takes what comes and reads none of it. */
function unread(): { readonly files: number[]; of(): Pick<Operations, 'addDocument'> } {
  const files: number[] = []
  const addDocument = async (_: unknown, { file }: HandedInDocument) => {
    files.push(file.bytes.length)
    const documentId = '019a0000-0000-7000-8000-000000000004'
    return {
      documentId,
      version: 1,
      change: 'stored',
      passages: 1,
      findings: 0,
      givesOrders: 0,
      questionsLeftOut: [],
    } as const
  }
  return { files, of: () => ({ addDocument }) }
}

test('a document comes as JSON with its text or as a form with its file, byte for byte', async (t) => {
  const server = await startServer(t)
  const source = `shop/${randomUUID()}`
  const acl = ['role:finance', 'user:ana']
  const text = 'Thirty days.'
  const json = { title: 'Returns', text, source: `${source}/a.md`, acl, metadata: { team: 'returns' } }
  assert.equal((await post(server, json)).status, 202)
  const bytes = new TextEncoder().encode('# Gebühren\r\n\r\nDreißig\u2003Tage,\tohne Gebühr.\n'.repeat(2_000))
  const fields = {
    source: `${source}/b.md`,
    acl: 'role:finance, user:ana',
    class: 'confidential',
    keepDays: '90',
    metadata: '{"team":"money, fees"}',
    language: 'de',
  }
  assert.equal((await post(server, form(fields, ['a ü.md', bytes]))).status, 202)
  const found = await handedIn(server, source)
  assert.equal(found.length, 2)
  assert.partialDeepStrictEqual(found, [
    {
      source: `${source}/a.md`,
      hash: hash('sha256', text),
      acl,
      class: 'internal',
      keepDays: null,
      metadata: { team: 'returns' },
      language: 'und',
    },
    {
      source: `${source}/b.md`,
      hash: hash('sha256', bytes),
      acl,
      class: 'confidential',
      keepDays: 90,
      metadata: { team: 'money, fees' },
      language: 'de',
    },
  ])
})

for (const [title, body, status, code] of [
  ['nothing in it', {}, 400, 'invalid-request'],
  ['a text without a title', { text: 'a' }, 400, 'invalid-request'],
  ['a file that is a word of JSON', { file: 'a.pdf' }, 400, 'invalid-request'],
  ['a reader that means nothing', { title: 'a', text: 'a', acl: ['everyone'] }, 400, 'invalid-request'],
  ['a reader with a comma in it', { title: 'a', text: 'a', acl: ['role:a,public'] }, 400, 'invalid-request'],
  ['a class that there isn’t', { title: 'a', text: 'a', class: 'secret' }, 400, 'invalid-request'],
  ['a field that there isn’t', { title: 'a', text: 'a', owner: 'ana' }, 400, 'invalid-request'],
  ['metadata that isn’t pairs', form({ metadata: 'team' }, ['a.md', 'a']), 400, 'invalid-request'],
  ['metadata with a list in it', { title: 'a', text: 'a', metadata: { team: ['a'] } }, 400, 'invalid-request'],
  ['a key of metadata with a blank', { title: 'a', text: 'a', metadata: { 'a b': 'c' } }, 400, 'invalid-request'],
  ['a language that is no code', { title: 'a', text: 'a', language: 'German' }, 400, 'invalid-request'],
  ['a title of two lines', { title: 'a\nb', text: 'a' }, 400, 'invalid-request'],
  ['a form without a file', form({ title: 'a' }), 400, 'invalid-request'],
  ['a form with a text and a file', form({ title: 'a', text: 'b' }, ['a.md', 'a']), 400, 'invalid-request'],
  ['a form with two files', form({}, ['a.md', 'a'], ['b.md', 'b']), 400, 'invalid-form'],
  ['a form with too many fields', manyFields(), 400, 'invalid-form'],
] as const) {
  test(`refused, with a code: ${title}`, async (t) => {
    const taken = unread()
    const server = await startServer(t, { instead: taken.of })
    assert.deepEqual(await post(server, body), { status, code })
    assert.deepEqual(taken.files, [])
  })
}

deep('a form that says it is too long is refused by its word, one that lies when it gets too long', async (t) => {
  const taken = unread()
  const server = await startServer(t, { instead: taken.of })
  const key = await keeper(server)
  const head = (more: string) =>
    `POST /v1/documents HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\nauthorization: Bearer ${key}\r\n` +
    `content-type: multipart/form-data; boundary=b\r\nconnection: close\r\n${more}\r\n\r\n`
  const declared = await sendRaw(server.url, head('content-length: 99999999999'))
  assert.match(declared, /^HTTP\/1.1 413/)
  assert.match(declared, /body-too-large/)
  const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.md"\r\n\r\n'
  const megabyte = 'x'.repeat(1_048_576)
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
  const endless = head('transfer-encoding: chunked') + chunk(part) + chunk(megabyte).repeat(52)
  assert.match(await sendRaw(server.url, endless), /^HTTP\/1.1 413[^]*body-too-large/)
  assert.deepEqual(taken.files, [])
})

deep('a form that breaks off is refused, and the next one is taken', async (t) => {
  const server = await startServer(t)
  const response = await server.request('/v1/documents', {
    method: 'POST',
    key: await keeper(server),
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: '--b\r\ncontent-disposition: form-data; name="file"; filename="a.md"\r\n\r\nhalf',
  })
  assert.deepEqual([response.status, Refused.parse(await response.json()).code], [400, 'invalid-form'])
  assert.equal((await post(server, form({ acl: 'public' }, ['a.md', 'whole']))).status, 202)
})

deep('an upload for which there is no room is told when to come back, and then there is', patient, async (t) => {
  const taken = unread()
  const server = await startServer(t, { limits: { uploadBytes: 60_000_000 }, instead: taken.of })
  const key = await keeper(server)
  // Of two that say how much they bring, one is in.
  const head = 'content-type: multipart/form-data; boundary=b\r\ncontent-length: 50000000\r\n\r\n--b\r\n'
  const inside = await allButOne(t, server, { head, count: 2 })
  const send = async (bytes: number) => {
    const body = form({ source: 'a.md' }, ['a.md', new Uint8Array(bytes)])
    const response = await server.request('/v1/documents', { method: 'POST', key, body })
    const said: unknown = await response.json()
    if (response.ok) return response.status
    return { status: response.status, after: response.headers.get('retry-after'), code: Refused.parse(said).code }
  }
  const busy = { status: 503, after: '2', code: 'uploads-busy' }
  assert.deepEqual(await send(50_000_000), busy)
  assert.equal(await send(1_000), 202, 'what is small still fits in')
  for (const socket of inside) socket.destroy()
  let second = await send(50_000_000)
  for (; second !== 202; second = await send(50_000_000)) assert.deepEqual(second, busy)
  assert.equal(taken.files.at(-1), 50_000_000)
})

deep('so many uploads come in at once, however small, and the next is told when to come back', async (t) => {
  const server = await startServer(t, { limits: { uploads: 2 } })
  const head = 'content-type: application/json\r\ncontent-length: 100\r\n\r\n{'
  await allButOne(t, server, { head, count: 3 })
  assert.deepEqual(await post(server, { title: 'a', text: 'a' }), { status: 503, code: 'uploads-busy' })
})

/** Begins so many uploads of which one is too many, and waits until that one, whichever it is, is turned away. */
async function allButOne(
  t: TestContext,
  server: TestServer,
  { head, count }: { readonly head: string; readonly count: number },
): Promise<readonly Socket[]> {
  const { port, host } = new URL(server.url)
  const key = await keeper(server)
  const refused = Promise.withResolvers<string>()
  const sockets = Array.from({ length: count }, () => connect(Number(port), '127.0.0.1'))
  for (const socket of sockets) {
    t.after(() => socket.destroy())
    socket.on('data', (answer) => refused.resolve(answer.toString()))
    socket.write(`POST /v1/documents HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\n${head}`)
  }
  assert.match(await refused.promise, /^HTTP\/1.1 503 [^]*uploads-busy/)
  return sockets
}

function manyFields(): FormData {
  const body = form({}, ['a.md', 'a'])
  for (let more = 0; more < 60; more += 1) body.append('acl', `user:${more}`)
  return body
}
