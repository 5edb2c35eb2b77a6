import { after, describe, test } from 'node:test'
import { readPages } from './docs/page.ts'
import { runPage, type Desk } from './docs/page-run.ts'
import { patient } from './helpers/patient.ts'

describe('what a page says to type works', { concurrency: 1 }, () => {
  const closing = new AsyncDisposableStack()
  after(() => closing.disposeAsync())
  let desk: Desk | null = null
  for (const page of readPages()) {
    if (!page.blocks.some(({ words }) => words.includes('test'))) continue
    test(page.path, patient, async () => {
      desk = await runPage({ after: (cleanUp) => closing.defer(cleanUp) }, page, desk)
    })
  }
})
