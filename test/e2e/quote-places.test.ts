import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DocumentTextView, PassageView, SearchResultView } from '#contract/knowledge.ts'
import { deep } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'
import { handInPlacedFiles, PLACED } from '../helpers/placed-files.ts'
import { patient } from '../helpers/patient.ts'

const { parley, customer } = await startShop({ after })
before(() => handInPlacedFiles(parley.as('operator')))

async function firstCitation(question: string) {
  const { threadId } = await customer.ask(question)
  const part = (await customer.messages(threadId))[1]?.parts[0]
  return (part?.type === 'text' && part.citations[0]) || assert.fail(JSON.stringify(part))
}

for (const [file, { question, quote, place }] of Object.entries(PLACED)) {
  test(`a quote from the ${file} carries where in the original it stands`, patient, async () => {
    const citation = await firstCitation(question)
    assert.ok(citation.quote.includes(quote), citation.quote)
    assert.deepEqual(citation.place, place)
  })
}

deep('a quote from a text without pages carries none', patient, async () => {
  const citation = await firstCitation('How long do I have to return a damaged item?')
  assert.ok(!('place' in citation))
})

deep('passages say where they begin, by themselves, in their document and as they are found', patient, async () => {
  const { passageId, document } = await firstCitation(PLACED.leaflet.question)
  const begins = { kind: 'page', page: 1 }
  const passage = (await customer.request<PassageView>('GET', `/v1/passages/${passageId}`)).body
  assert.deepEqual(passage.place, begins)
  const path = `/v1/documents/${document.id}/versions/${document.version}`
  const text = (await customer.request<DocumentTextView>('GET', path)).body
  assert.deepEqual(text.passages.find((one) => one.passageId === passageId)?.place, begins)
  const { results } = (
    await customer.request<{ results: readonly SearchResultView[] }>('GET', '/v1/search?q=sauna+heated')
  ).body
  assert.deepEqual(results.find((one) => one.passageId === passageId)?.place, begins)
  const returns = (await customer.request<{ results: readonly SearchResultView[] }>('GET', '/v1/search?q=damaged+item'))
    .body
  assert.equal(returns.results[0]?.place, null)
})
