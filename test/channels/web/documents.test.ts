import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { connect } from 'node:net'
import test from 'node:test'
import { z } from 'zod'
import { keyWith } from './fake-operations.ts'
import { sendRaw, startServer, type TestServer } from './start-server.ts'

const key = keyWith('ingest')
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
  const response = await server.request('/v1/documents', { method: 'POST', key, body: sent })
  const problem = Refused.safeParse(await response.json())
  return { status: response.status, code: problem.data?.code ?? null }
}

test('a document comes as JSON with its text or as a form with its file, byte for byte', async (t) => {
  const server = await startServer(t)
  const acl = ['role:finance', 'user:ana']
  const text = 'Thirty days.'
  assert.equal(
    (await post(server, { title: 'Returns', text, source: 'shop/returns.md', acl, metadata: { team: 'returns' } }))
      .status,
    202,
  )
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256)
  const fields = {
    source: 'shop/a.pdf',
    acl: 'role:finance, user:ana',
    class: 'confidential',
    keepDays: '90',
    metadata: '{"team":"money, fees"}',
    language: 'de',
  }
  assert.equal((await post(server, form(fields, ['a ü.pdf', bytes]))).status, 202)
  const [first, second] = server.operations.handedIn
  assert.deepEqual(first, {
    title: 'Returns',
    file: {
      name: 'Returns.md',
      bytes: new TextEncoder().encode(text),
      hash: hash('sha256', text),
      mediaType: 'text/markdown',
    },
    source: 'shop/returns.md',
    acl,
    class: null,
    origin: 'upload',
    keepDays: null,
    metadata: { team: 'returns' },
    language: null,
  })
  assert.deepEqual(
    { ...second, file: { ...second?.file } },
    {
      title: null,
      file: { name: 'a ü.pdf', mediaType: 'application/pdf', bytes: Buffer.from(bytes), hash: hash('sha256', bytes) },
      source: 'shop/a.pdf',
      acl,
      class: 'confidential',
      origin: 'upload',
      keepDays: 90,
      metadata: { team: 'money, fees' },
      language: 'de',
    },
  )
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
    const server = await startServer(t)
    assert.deepEqual(await post(server, body), { status, code })
    assert.deepEqual(server.operations.handedIn, [])
  })
}

test('a form that says it is too long is refused by its word, one that lies when it gets too long', async (t) => {
  const server = await startServer(t)
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
  assert.deepEqual(server.operations.handedIn, [])
})

test('a form that breaks off is refused, and the next one is taken', async (t) => {
  const server = await startServer(t)
  const response = await server.request('/v1/documents', {
    method: 'POST',
    key,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: '--b\r\ncontent-disposition: form-data; name="file"; filename="a.md"\r\n\r\nhalf',
  })
  assert.deepEqual([response.status, Refused.parse(await response.json()).code], [400, 'invalid-form'])
  assert.equal((await post(server, form({}, ['a.md', 'whole']))).status, 202)
})

test(
  'an upload for which there is no room is told when to come back, and then there is',
  { timeout: 60_000 },
  async (t) => {
    const server = await startServer(t, { limits: { uploadBytes: 60_000_000 } })
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    t.after(() => socket.destroy())
    socket.write(
      `POST /v1/documents HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\nauthorization: Bearer ${key}\r\n` +
        'content-type: multipart/form-data; boundary=b\r\ncontent-length: 50000000\r\n\r\n--b\r\n',
    )
    const send = async (bytes: number) => {
      const body = form({ source: 'a.md' }, ['a.md', new Uint8Array(bytes)])
      const response = await server.request('/v1/documents', { method: 'POST', key, body })
      const said: unknown = await response.json()
      if (response.ok) return response.status
      return { status: response.status, after: response.headers.get('retry-after'), code: Refused.parse(said).code }
    }
    const busy = { status: 503, after: '2', code: 'uploads-busy' }
    let refused = await send(50_000_000)
    for (; refused === 202; refused = await send(50_000_000)); // the first may come in later
    assert.deepEqual(refused, busy)
    assert.equal(await send(1_000), 202, 'what is small still fits in')
    socket.destroy()
    let second = await send(50_000_000)
    for (; second !== 202; second = await send(50_000_000)) assert.deepEqual(second, busy)
    const files = server.operations.handedIn.map(({ file }) => file.bytes.length)
    assert.equal(files.at(-1), 50_000_000)
  },
)

test('so many uploads come in at once, however small, and the next is told when to come back', async (t) => {
  const server = await startServer(t, { limits: { uploads: 2 } })
  const { port, host } = new URL(server.url)
  for (let number = 0; number < 2; number += 1) {
    const socket = connect(Number(port), '127.0.0.1')
    t.after(() => socket.destroy())
    socket.write(
      `POST /v1/documents HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\n` +
        'content-type: application/json\r\ncontent-length: 100\r\n\r\n{',
    )
  }
  const body = { title: 'a', text: 'a' }
  let answer = await post(server, body)
  while (answer.status === 202) answer = await post(server, body)
  assert.deepEqual(answer, { status: 503, code: 'uploads-busy' })
})

function manyFields(): FormData {
  const body = form({}, ['a.md', 'a'])
  for (let more = 0; more < 60; more += 1) body.append('acl', `user:${more}`)
  return body
}
