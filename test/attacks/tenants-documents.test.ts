import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { PassageView, SearchResultView } from '#contract/knowledge.ts'
import type { DocumentPage, HandedInPage } from '#contract/document.ts'
import type { ToMendView } from '#contract/feedback.ts'
import { openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { startIdentityProvider } from '../helpers/identity-provider.ts'
import { openModelServer } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { personClient, type PersonClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'

// Two tenants on one server, each with a document of the same source and the same words, which everybody may read: what
// tells them apart is the tenant alone.
const onPostgres = { skip: process.env.DATABASE_URL === undefined && 'an embedded database has one tenant' }
const SOURCE = 'handbook/wombats.md'
const TEXT = '# Wombats\n\nThe wombat allowance is 40 coupons each quarter.'
const QUESTION = 'What is the wombat allowance each quarter?'
const ROLES = ['customer', 'operator', 'auditor']

interface Tenant {
  readonly client: PersonClient
  readonly token: string
  readonly documentId: string
  readonly passageId: string
  /** An answer that quotes the document. */
  readonly messageId: string
}

describe('two tenants with the same document', onPostgres, () => {
  const closing = new AsyncDisposableStack()
  after(() => closing.disposeAsync())
  let url = ''
  let ours: Tenant
  let theirs: Tenant

  before(async () => {
    const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
    const provider = await startIdentityProvider(scope)
    const shop = await startTestShop(scope)
    const place = await testPlace(scope)
    await using owner = await openPlaceAsOwner(place)
    await owner.exec(`insert into tenants (tenant_id, name) values ('other', 'Other')`)
    // Vectors that cost nothing: words find as well.
    const model = await openModelServer([])
    closing.defer(async () => await model[Symbol.asyncDispose]())
    const environment = {
      OIDC_ISSUER: provider.issuer,
      OIDC_AUDIENCE: provider.audience,
      EMBEDDINGS_BASE_URL: model.url,
      EMBEDDINGS_MODEL: 'scripted',
    }
    ;({ url } = await startParley(scope, { shop, place, environment }))
    const claims = { sub: 'sam', name: 'Sam Oduya', email: 'sam@example.com', roles: ROLES }
    ours = await furnished(await provider.token(claims))
    theirs = await furnished(await provider.token({ ...claims, tenant: 'other' }))
  })

  /** Hands the document in, asks what it says and finds the answer wrong. */
  async function furnished(token: string): Promise<Tenant> {
    const client = personClient(url, token)
    const document = { title: 'Wombats', text: TEXT, source: SOURCE, acl: ['public'] }
    const { status, body } = await client.request<{ documentId: string; version: number }>(
      'POST',
      '/v1/documents',
      document,
    )
    assert.deepEqual([status, body.version], [202, 1], 'it is no version of another tenant’s')
    const { threadId, runId } = await client.ask(QUESTION)
    const answer = (await client.messages(threadId))[1] ?? assert.fail(`no answer in ${runId}`)
    const [quote] = answer.parts.flatMap((part) => (part.type === 'text' ? part.citations : []))
    assert.equal(quote?.document.id, body.documentId)
    const wrong = { messageId: answer.id, rating: 'wrong', comment: 'It was 30.' }
    assert.equal((await client.request('POST', '/v1/feedback', wrong)).status, 204)
    return { client, token, documentId: body.documentId, passageId: quote?.passageId ?? '', messageId: answer.id }
  }

  /** The answer, byte for byte, with the id that was asked for taken out. */
  async function bytes(token: string, method: string, path: string, id: string): Promise<string> {
    const response = await fetch(`${url}${path.replace('ID', id)}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    })
    return `${response.status} ${(await response.text()).replaceAll(id, 'ID')}`
  }

  const each = () => [
    { own: ours, other: theirs },
    { own: theirs, other: ours },
  ]

  test('search finds one’s own alone, and says of no other that it says the same', async () => {
    for (const { own } of each()) {
      const path = `/v1/search?k=50&q=${encodeURIComponent(QUESTION)}`
      const { body } = await own.client.request<{ results: readonly SearchResultView[] }>('GET', path)
      const found = body.results.flatMap((result) => [result, ...result.alsoIn])
      assert.deepEqual(
        found.filter(({ document }) => document.title === 'Wombats').map(({ document }) => document.id),
        [own.documentId],
      )
    }
  })

  test('the lists of documents have one’s own alone: what may be read, all there is, what was handed in', async () => {
    for (const { own, other } of each()) {
      for (const path of ['?limit=1000', '?all=true&limit=1000', `?all=true&source=${SOURCE}`]) {
        const { body } = await own.client.request<DocumentPage>('GET', `/v1/documents${path}`)
        const ids = body.documents.map(({ id }) => id)
        assert.deepEqual([ids.includes(own.documentId), ids.includes(other.documentId)], [true, false], path)
      }
      const { body } = await own.client.request<HandedInPage>('GET', `/v1/documents/hashes?source=${SOURCE}`)
      assert.deepEqual(
        body.documents.map(({ id }) => id),
        [own.documentId],
      )
    }
  })

  for (const [what, method, path, id] of [
    ['a version', 'GET', '/v1/documents/ID/versions/1', 'documentId'],
    ['a passage', 'GET', '/v1/passages/ID', 'passageId'],
    ['its removal', 'DELETE', '/v1/documents/ID', 'documentId'],
    ['the page after it', 'GET', '/v1/documents?all=true&after=ID', 'documentId'],
  ] as const) {
    test(`${what} of the other’s is answered with the same bytes as for an id that nothing has`, async () => {
      for (const { own, other } of each()) {
        const answer = await bytes(own.token, method, path, other[id])
        assert.match(answer, /^404 /)
        assert.equal(answer, await bytes(own.token, method, path, randomUUID()))
      }
    })
  }

  test('nobody speaks of the other’s answer, and what was said of one’s own stands in one’s own list alone', async () => {
    for (const { own, other } of each()) {
      const wrong = { messageId: other.messageId, rating: 'wrong' }
      assert.equal((await own.client.request('POST', '/v1/feedback', wrong)).status, 404)
    }
    await ours.client.ask('Do you ship to Japan?')
    for (const { own } of each()) {
      const { body } = await own.client.request<ToMendView>('GET', '/v1/documents/to-mend')
      assert.deepEqual(
        body.documents.map(({ document, wrong }) => [document.id, wrong]),
        [[own.documentId, 1]],
      )
      const unanswered = own === ours ? ['Do you ship to Japan?'] : []
      assert.deepEqual(
        body.unanswered.map(({ question }) => question),
        unanswered,
      )
    }
  })

  test('after all of it each still has its own', async () => {
    for (const { own } of each()) {
      const { status, body } = await own.client.request<PassageView>('GET', `/v1/passages/${own.passageId}`)
      assert.deepEqual([status, body.document.id], [200, own.documentId])
      assert.match(body.text, /40 coupons/)
    }
  })
})
