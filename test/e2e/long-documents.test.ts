import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { DocumentTextView } from '#contract/knowledge.ts'
import { deep } from '../helpers/depth.ts'
import { handInLongDocument, LONG } from '../helpers/long-document.ts'
import { startShop } from '../helpers/parley.ts'
import { patient } from '../helpers/patient.ts'

const { parley, customer } = await startShop({ after })
let path = ''

before(async () => {
  path = `/v1/documents/${await handInLongDocument(parley.as('operator'))}/versions/1`
})

type Read = DocumentTextView & { readonly code?: string; readonly detail?: string }

async function read(around?: string, person = customer) {
  const query = around === undefined ? '' : `?around=${around}`
  return await person.request<Read>('GET', `${path}${query}`)
}

/** The numbers of the first and the last section that came, and what is said to be left out. */
function ends({ passages, leftOut }: Read): readonly number[] {
  const numbers = passages.map(({ heading }) => Number(/\d+$/.exec(heading)?.[0]))
  const first = numbers[0] ?? Number.NaN
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => first + index),
    'in order, none missing',
  )
  return [leftOut.before, first, first + numbers.length - 1, leftOut.after]
}

/** The passage of a section, found by reading on to it. */
async function passageOf(section: number): Promise<string> {
  let around: string | undefined
  for (;;) {
    const { passages } = (await read(around)).body
    const found = passages.find(({ heading }) => heading.endsWith(` ${section}`))
    if (found) return found.passageId
    const last = passages.at(-1)?.passageId
    assert.notEqual(last, around, `there is no section ${section}`)
    around = last
  }
}

test('a long document is read from its beginning, and says how much is left out after it', patient, async () => {
  assert.deepEqual(ends((await read()).body), [0, 1, 2_000, LONG.sections - 2_000])
})

deep('around a passage as many are given, with how many stand before and after them', patient, async () => {
  const middle = await passageOf(LONG.asked)
  assert.deepEqual(ends((await read(middle)).body), [100, 101, 2_100, 100])
  for (const [section, first] of [
    [1, 1],
    [1_001, 1],
    [1_002, 2],
    [LONG.sections, LONG.sections - 1_999],
  ] as const) {
    const { body } = await read(await passageOf(section))
    assert.deepEqual(ends(body), [first - 1, first, first + 1_999, LONG.sections - first - 1_999], `${section}`)
  }
})

deep('a short document is whole around any passage of it', patient, async () => {
  const { body } = await customer.request<{ results: { passageId: string; document: { id: string } }[] }>(
    'GET',
    '/v1/search?q=damaged+item&k=1',
  )
  const [found] = body.results
  assert.ok(found)
  const whole = `/v1/documents/${found.document.id}/versions/1`
  const around = await customer.request<Read>('GET', `${whole}?around=${found.passageId}`)
  assert.deepEqual(around.body, (await customer.request<Read>('GET', whole)).body)
  assert.deepEqual(around.body.leftOut, { before: 0, after: 0 })
})

deep('around what this version has no such passage of, it says so, the same for each', patient, async () => {
  const { body } = await customer.request<{ results: { passageId: string }[] }>('GET', '/v1/search?q=damaged+item&k=1')
  for (const around of [body.results[0]?.passageId ?? '', randomUUID()]) {
    const answer = await read(around)
    assert.deepEqual([answer.status, answer.body.code], [400, 'passage-elsewhere'])
    assert.match(answer.body.detail ?? '', /isn't in version 1 of this document/)
  }
  assert.deepEqual([(await read('7')).status, (await read('7')).body.code], [400, 'invalid-request'])
})

deep('who may not read it is told nothing of its passages, whatever they ask around', patient, async () => {
  const operator = parley.as('operator')
  const passage = await passageOf(LONG.asked)
  const hidden = await handInLongDocument(operator, { acl: ['role:operator'] })
  assert.equal(path, `/v1/documents/${hidden}/versions/1`)
  const nowhere = await customer.request('GET', `/v1/documents/${randomUUID()}/versions/1?around=${passage}`)
  for (const around of [passage, randomUUID()]) {
    const { status, body } = await read(around)
    assert.deepEqual([status, body.code, body.detail], [404, 'not-found', nowhere.body.detail])
  }
  assert.deepEqual(ends((await read(passage, operator)).body), [100, 101, 2_100, 100])
})
