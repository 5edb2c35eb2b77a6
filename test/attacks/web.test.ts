import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { openOutsideDesk } from '../helpers/outside-desk.ts'
import { startShop } from '../helpers/parley.ts'
import { until } from '../helpers/until.ts'

// What somebody wrote is shown by a browser or stands beside a line of the log. Group I of the threats, by number.
const desk = await openOutsideDesk({ after })
const { parley, customer } = await startShop({ after }, { environment: { ...desk.environment, LOG_LEVEL: 'debug' } })
const operator = parley.as('operator')

const Found = z.object({
  results: z.array(z.object({ passageId: z.uuid(), document: z.looseObject({ id: z.uuid(), version: z.int() }) })),
})

async function handIn(name: string, type: string, text: string) {
  const form = new FormData()
  form.set('file', new Blob([text], { type }), name)
  form.set('acl', 'public')
  form.set('source', `attacks/${name}`)
  return operator.request('POST', '/v1/documents', form)
}

const PAGE = `<!doctype html><title>CANARYTITLE</title><script>document.title = 'CANARYRAN'</script>
<svg onload="document.title='CANARYRAN'"></svg><p>The quokka desk opens at nine on Mondays.</p>`

test('73: a page that was handed in is given back as text in JSON, on every route, and nothing opens it as a page', async () => {
  const { status, body } = await handIn('desk.html', 'text/html', PAGE)
  assert.equal(status, 202, JSON.stringify(body))
  const found = await customer.request('GET', '/v1/search?q=quokka%20desk')
  const [passage] = Found.parse(found.body).results
  assert.ok(passage)
  const { id, version } = passage.document
  for (const path of [
    `/v1/passages/${passage.passageId}`,
    `/v1/documents/${id}/versions/${version}`,
    `/v1/search?q=quokka`,
    `/v1/documents?all=true`,
  ]) {
    const headers = { authorization: `Bearer ${operator.key}`, accept: 'text/html,image/*,*/*' }
    const response = await fetch(`${parley.url}${path}`, { headers })
    assert.equal(response.status, 200, path)
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/, path)
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path)
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/, path)
    assert.doesNotMatch(await response.text(), /<script|<svg|CANARYRAN/, path)
  }
  // Our own page of it holds nothing of it: the script on it asks for the text.
  for (const path of [`/console/documents/${passage.passageId}`, '/console'])
    assert.doesNotMatch(await (await fetch(`${parley.url}${path}`)).text(), /quokka|CANARY/, path)
})

test('73: no route of the API answers with a page, a picture or a file', async () => {
  const Contract = z.object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.looseObject({
          responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()).optional() })),
        }),
      ),
    ),
  })
  const { paths } = Contract.parse(await (await fetch(`${parley.url}/openapi.json`)).json())
  const api = Object.entries(paths).flatMap(([path, methods]) =>
    path.startsWith('/v1/') ? Object.values(methods) : [],
  )
  const types = api.flatMap(({ responses }) =>
    Object.values(responses).flatMap(({ content = {} }) => Object.keys(content)),
  )
  assert.ok(types.length > 100)
  assert.deepEqual(
    [...new Set(types)].filter((type) => !/^(?:application\/(?:json|problem\+json)|text\/event-stream)$/.test(type)),
    [],
  )
})

const FORGED = `x\n{"level":30,"event":"plan-decided","msg":"CANARYFORGED"}\r\n\u001b[2K\u001b[31mCANARYFORGED\u2028\u0085`

test('76: whatever somebody writes, a line of the log is JSON of ours, and holds none of it', async () => {
  const text = `${FORGED} Refund order A12`
  await customer.ask(text)
  await operator.request('POST', '/v1/keys', { name: FORGED, scopes: ['chat'], roles: [] })
  await operator.request('POST', '/v1/documents', { title: FORGED, source: FORGED, acl: ['public'], text: FORGED })
  await customer.request('POST', '/v1/threads', { agent: FORGED })
  await customer.request('GET', `/v1/search?q=${encodeURIComponent(FORGED)}`)
  await customer.request('GET', `/${encodeURIComponent(FORGED)}?a=${encodeURIComponent(FORGED)}`)
  await customer.request('POST', '/v1/feedback', { note: FORGED })
  const [, ...visible] = FORGED.split('\n')
  for (const name of [
    'user-agent',
    'x-request-id',
    'idempotency-key',
    'traceparent',
    'mcp-session-id',
    'last-event-id',
  ])
    await customer.request('GET', '/v1/me', undefined, { [name]: visible.join('').replaceAll(/[^ -~]/gu, '') })
  for (const message of [
    { text: FORGED },
    { conversation: FORGED, text: 'x' },
    { sender: { id: FORGED, name: FORGED }, text: 'Hello' },
  ])
    await desk.send(parley.url, { conversation: 'c-76', ...message })
  await until(() => desk.received.length > 0)
  const lines = parley
    .log()
    .split('\n')
    .filter((line) => line !== '')
  assert.ok(lines.length > 10)
  for (const line of lines) {
    const { event } = z.looseObject({ event: z.string() }).parse(JSON.parse(line))
    assert.notEqual(event, 'plan-decided')
    assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|CANARYFORGED/, line)
  }
})
