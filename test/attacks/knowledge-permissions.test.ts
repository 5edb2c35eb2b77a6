import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { appendEvents } from '#memory/events/events.ts'
import type { DocumentPage } from '#contract/document.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { openPlace } from '../helpers/database.ts'
import { someOf } from '../helpers/depth.ts'
import { readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'
import { personClient, type PersonClient } from '../helpers/parley-client.ts'
import { patient } from '../helpers/patient.ts'

const { parley } = await startShop({ after })

/** Each document with a word of its own, who may read it, and who of the people below does. */
const DOCUMENTS = {
  everybody: { word: 'quennelide', acl: ['public'], readers: 'maya omar jonas ana ines sam audit sync-reader' },
  customers: { word: 'brastowite', acl: ['role:customer'], readers: 'maya omar' },
  mayas: { word: 'dellurine', acl: ['user:customer'], readers: 'maya' },
  leads: { word: 'fornicetum', acl: ['role:support-lead'], readers: 'jonas ana' },
  money: { word: 'grelvamine', acl: ['role:finance'], readers: 'ines' },
  shared: { word: 'hostreline', acl: ['role:finance', 'user:other-lead'], readers: 'ana ines' },
  audits: { word: 'jormidate', acl: ['role:auditor', 'user:operator'], readers: 'sam audit' },
  wholesale: { word: 'nestrovale', acl: ['group:wholesale'], readers: 'omar ana' },
  // A group is no role, and a role is no group.
  rolesName: { word: 'ostravine', acl: ['role:wholesale', 'group:finance'], readers: '' },
  nobodys: { word: 'kelpastine', acl: [], readers: '' },
  withdrawn: { word: 'lumbrocene', acl: ['role:finance'], readers: 'ines' },
  removed: { word: 'morvadine', acl: ['public'], readers: 'maya omar jonas ana ines sam audit sync-reader' },
} as const
type Name = keyof typeof DOCUMENTS
const NAMES = Object.keys(DOCUMENTS) as Name[] // the keys are these

const PEOPLE = {
  maya: 'customer',
  omar: 'other-customer',
  jonas: 'support-lead',
  ana: 'other-lead',
  ines: 'finance',
  sam: 'operator',
} as const
const KEYS = {
  audit: { roles: ['auditor'], scopes: ['read'] },
  'sync-reader': { roles: [], scopes: ['read', 'ingest'] },
} as const

const clients = new Map<string, { readonly client: PersonClient; readonly key: string | null }>()
const stored = new Map<Name, { readonly id: string; readonly passageId: string }>()
const at = (name: Name) => stored.get(name) ?? assert.fail(name)
const as = (person: string): PersonClient => clients.get(person)?.client ?? assert.fail(person)
const may = (person: string, name: Name) => DOCUMENTS[name].readers.split(' ').includes(person)
const PERSONS = [...Object.keys(PEOPLE), ...Object.keys(KEYS)]

const textOf = (name: Name) => `The ${DOCUMENTS[name].word} allowance of ${name} is 41 coupons each quarter.`
const handIn = (name: Name, acl: readonly string[]) =>
  as('sam').request<{ documentId: string }>('POST', '/v1/documents', {
    title: `Title-${name}`,
    text: textOf(name),
    source: `table/${name}`,
    acl,
  })

/** What came, whole: forbidden and unknown must not differ in a byte. */
async function raw(person: string, path: string): Promise<string> {
  const answer = await as(person).request('GET', path)
  return JSON.stringify(answer)
}

before(async () => {
  for (const [person, id] of Object.entries(PEOPLE)) clients.set(person, { client: parley.as(id), key: null })
  for (const [person, key] of Object.entries(KEYS)) {
    const made = await as('sam').request<{ key: string }>('POST', '/v1/keys', { name: person, ...key })
    clients.set(person, { client: personClient(parley.url, made.body.key), key: made.body.key })
  }
  for (const name of NAMES) {
    // Whoever finds it first: it is public until its own list is set.
    const { status, body } = await handIn(name, ['public'])
    assert.equal(status, 202)
    const found = await as('ines').request<{ results: readonly { passageId: string; document: { id: string } }[] }>(
      'GET',
      `/v1/search?q=${DOCUMENTS[name].word}`,
    )
    const hit = found.body.results.find(({ document }) => document.id === body.documentId) ?? assert.fail(name)
    stored.set(name, { id: body.documentId, passageId: hit.passageId })
  }
})

/** Questions that no document answers and several are close to, whose titles are said. */
const UNKNOWN = [
  'Which penguins get an allowance?',
  'Do astronauts on Mars get coupons?',
  'Is there an allowance of coupons for astronauts or penguins on Mars?',
]
const unanswered: string[] = []

/** The answer that was given when everything was public: every document is quoted in a thread of Maya's. */
const threads = new Map<Name, string>()

describe('who may see what', { concurrency: 1 }, () => {
  test('while a document is public, whoever asks is answered from it', patient, async () => {
    for (const name of NAMES) {
      const { threadId } = await as('maya').ask(`What is the ${DOCUMENTS[name].word} allowance?`)
      const [answer] = await as('maya').answers(threadId)
      assert.match(answer ?? '', new RegExp(DOCUMENTS[name].word), name)
      threads.set(name, threadId)
    }
    for (const question of UNKNOWN) unanswered.push((await as('maya').ask(question)).threadId)
    for (const name of NAMES) assert.equal((await handIn(name, DOCUMENTS[name].acl)).status, 202)
    assert.equal((await as('sam').request('DELETE', `/v1/documents/${at('removed').id}`)).status, 204)
  })

  for (const person of PERSONS) {
    test(
      `${person} finds, opens and is told what they may read, and of nothing else that it is there`,
      patient,
      async (t) => {
        const client = await connectMcp(t, parley.url, as(person))
        const unknown = randomUUID()
        const nowhere = {
          passage: await raw(person, `/v1/passages/${unknown}`),
          version: await raw(person, `/v1/documents/${unknown}/versions/1`),
        }
        const list = await as(person).request<DocumentPage>('GET', '/v1/documents?limit=1000')
        // One question that has the words of all of them finds whatever there is to find.
        const query = `What is the ${NAMES.map((name) => DOCUMENTS[name].word).join(' ')} allowance`
        const found = await raw(person, `/v1/search?q=${encodeURIComponent(query)}&k=50`)
        const told = JSON.stringify(
          await client.callTool({ name: 'search_documents', arguments: { query, limit: 50 } }),
        )
        for (const name of NAMES) {
          const { word } = DOCUMENTS[name]
          const isReadable = may(person, name)
          const passage = await raw(person, `/v1/passages/${at(name).passageId}`)
          const version = await raw(person, `/v1/documents/${at(name).id}/versions/1`)
          if (isReadable) for (const text of [passage, version]) assert.match(text, new RegExp(word), name)
          else assert.deepEqual({ passage, version }, nowhere, name)
          // What was removed still stands behind its quotes, and nowhere else.
          const isFound = isReadable && name !== 'removed'
          assert.deepEqual(
            {
              search: found.includes(textOf(name)) && found.includes(`Title-${name}`),
              searchAtAll: found.includes(word) || found.includes(`Title-${name}`),
              mcp: told.includes(textOf(name)) && told.includes(`Title-${name}`),
              mcpAtAll: told.includes(word) || told.includes(`Title-${name}`),
              list: list.body.documents.some(({ id }) => id === at(name).id),
            },
            { search: isFound, searchAtAll: isFound, mcp: isFound, mcpAtAll: isFound, list: isFound },
            name,
          )
        }
        assert.ok(list.body.documents.every(({ kept }) => kept === null))
      },
    )
  }

  // By a group and by a role; what each of them finds, opens and is told every check asks above.
  for (const person of someOf(['omar', 'ines', 'maya', 'jonas', 'ana', 'sam'], 2)) {
    test(`${person} is answered from what they may read alone, and told no other title`, patient, async () => {
      for (const name of NAMES) {
        const { threadId } = await as(person).ask(`What is the ${DOCUMENTS[name].word} allowance?`)
        const messages = JSON.stringify((await as(person).messages(threadId)).slice(1))
        const isAnswered = may(person, name) && name !== 'removed'
        assert.equal(messages.includes(`allowance of ${name} is 41`), isAnswered, name)
        if (!isAnswered) assert.doesNotMatch(messages, new RegExp(`Title-${name}"`), name)
        for (const other of NAMES) if (!may(person, other)) assert.ok(!messages.includes(`Title-${other}`), other)
      }
    })
  }

  for (const person of someOf(['maya', 'audit', 'sam'], 2)) {
    test(`an old answer shows ${person} what they may read now: messages, events, stream`, patient, async () => {
      for (const name of NAMES) {
        const threadId = threads.get(name) ?? assert.fail(name)
        const doors = {
          messages: await raw(person, `/v1/threads/${threadId}/messages`),
          events: await raw(person, `/v1/threads/${threadId}/events?after=0&limit=100`),
          stream: JSON.stringify(await as(person).event(threadId, ({ type }) => type === 'message-completed')),
        }
        for (const [door, text] of Object.entries(doors)) {
          assert.equal(text.includes(`allowance of ${name} is 41`), may(person, name), `${door} ${name}`)
          assert.equal(text.includes(`Title-${name}`), may(person, name), `${door} title ${name}`)
          assert.equal(text.includes(at(name).passageId), may(person, name), `${door} passage ${name}`)
          if (!may(person, name)) assert.match(text, /you can’t see/, `${door} ${name}`)
        }
      }
    })
  }

  test('titles that were said to be the closest are those that their reader may read now', patient, async () => {
    const named: Name[] = []
    for (const threadId of unanswered) {
      const { parts } = (await as('maya').messages(threadId))[1] ?? assert.fail(threadId)
      const [part] = parts
      assert.ok(part?.type === 'notice' && part.code === 'not-in-documents', JSON.stringify(parts))
      for (const { start, end, passageId } of part.named ?? []) {
        const name: Name | undefined = NAMES.find((one) => part.text.slice(start, end) === `“Title-${one}”`)
        if (name) assert.equal(at(name).passageId, passageId)
        if (name) named.push(name)
      }
      assert.deepEqual(
        NAMES.filter((name) => part.text.includes(`“Title-${name}”`) && !may('maya', name)),
        [],
      )
      for (const door of ['messages', 'events?after=0&limit=100']) {
        const text = await raw('maya', `/v1/threads/${threadId}/${door}`)
        assert.deepEqual(
          NAMES.filter((name) => text.includes(`Title-${name}`) || text.includes(at(name).passageId)).sort(),
          [...new Set(NAMES.filter((name) => part.text.includes(`“Title-${name}”`)))].sort(),
        )
      }
    }
    const all = await Promise.all(unanswered.map((threadId) => raw('maya', `/v1/threads/${threadId}/messages`)))
    assert.ok(
      all.some((text) => text.includes('another document')),
      'one that she may not read now was close',
    )
    assert.ok(named.length > 0, 'one that she may read was close')
  })

  for (const person of ['omar', 'jonas', 'ines']) {
    test(`${person}, whose thread it isn’t, gets nothing of it`, patient, async () => {
      const threadId = threads.get('everybody') ?? assert.fail()
      for (const door of ['messages', 'events?after=0']) {
        const nowhere = await raw(person, `/v1/threads/${randomUUID()}/${door}`)
        assert.equal(await raw(person, `/v1/threads/${threadId}/${door}`), nowhere)
      }
    })
  }

  test(
    'the list of all is for those who look after the documents: titles and lists, and no text',
    patient,
    async () => {
      for (const person of PERSONS) {
        const { status, body } = await as(person).request<DocumentPage>('GET', '/v1/documents?all=true&source=table/')
        const isKeeper = person === 'sam' || person === 'sync-reader'
        assert.equal(status, isKeeper ? 200 : 403, person)
        if (!isKeeper) continue
        assert.deepEqual(
          body.documents.map(
            ({ title, kept, status: state }) => `${title} ${kept?.acl.join(' ')} ${state === 'removed'}`,
          ),
          NAMES.map((name) => `Title-${name} ${DOCUMENTS[name].acl.join(' ')} ${name === 'removed'}`).sort(),
        )
        assert.doesNotMatch(JSON.stringify(body), /allowance/)
      }
    },
  )

  test(
    'whoever may not hand in or remove is told so alike, whether the document is there or not',
    patient,
    async () => {
      for (const person of PERSONS.filter((one) => one !== 'sam' && one !== 'sync-reader')) {
        const refusals = [at('everybody').id, at('nobodys').id, randomUUID()].map((id) =>
          as(person).request('DELETE', `/v1/documents/${id}`),
        )
        const codes = (await Promise.all(refusals)).map(
          ({ status, body }) => `${status} ${String(body.code)} ${String(body.detail)}`,
        )
        assert.equal(new Set(codes).size, 1, person)
        assert.match(codes[0] ?? '', /^403/)
        const document = { title: 'a', text: 'b', source: 'table/everybody', acl: ['public'] }
        assert.equal((await as(person).request('POST', '/v1/documents', document)).status, 403)
      }
    },
  )

  test('what may not be read moves no score and no count', patient, async () => {
    const query = '/v1/search?q=How+many+coupons+is+the+quennelide+allowance+each+quarter&k=50'
    const results = await raw('jonas', query)
    for (let more = 0; more < 5; more += 1) {
      const text = `${textOf('everybody')} The quennelide allowance again, ${more} coupons each quarter.`
      const document = { title: `Hidden ${more}`, text, source: `table-hidden/${more}`, acl: ['role:finance'] }
      assert.equal((await as('sam').request('POST', '/v1/documents', document)).status, 202)
    }
    assert.equal(await raw('jonas', query), results)
    assert.notEqual(await raw('ines', query), results)
  })

  test('the evidence of a plan is cut to what its reader may read of what was quoted', patient, async () => {
    const said = await as('maya').ask('Refund order A17')
    const plan = await as('maya').planOf(said)
    const notices = NAMES.map((name) => ({
      type: 'notice' as const,
      code: 'not-in-documents',
      text: `The closest are “Title-${name}”.`,
      named: [{ start: 16, end: 24 + name.length, passageId: at(name).passageId }],
    }))
    const quotes = NAMES.map((name) => ({
      type: 'text' as const,
      text: textOf(name),
      citations: [
        {
          start: 0,
          end: textOf(name).length,
          passageId: at(name).passageId,
          quote: textOf(name),
          document: { id: at(name).id, title: `Title-${name}`, version: 1 },
          span: { start: 0, end: textOf(name).length },
        },
      ],
    }))
    await parley.stop()
    const database = await openPlace(parley.place)
    await database.tenant(DEFAULT_TENANT, (tx) =>
      appendEvents(
        tx,
        said.threadId,
        [
          {
            event: {
              type: 'message-completed',
              runId: said.runId,
              messageId: randomUUID(),
              parts: [...quotes, ...notices],
            },
            personal: ['/parts'],
          },
        ],
        (length) => Buffer.from(crypto.getRandomValues(new Uint8Array(length))),
      ),
    )
    await database[Symbol.asyncDispose]()
    await parley.start()
    for (const person of ['maya', 'sam', 'audit', 'jonas'] as const) {
      const evidence = JSON.stringify(await readEvidence(as(person), plan.id))
      for (const name of NAMES) {
        // The deciding role reads the passages that it may; the conversation is the requester's and the overseers'.
        assert.equal(evidence.includes(`allowance of ${name} is 41`), may(person, name), `${person} ${name}`)
        assert.equal(evidence.includes(`Title-${name}`), may(person, name), `${person} title ${name}`)
      }
    }
  })
})
