import { after, describe, test } from 'node:test'
import { readPages } from './docs/page.ts'
import { runPage, type Desk } from './docs/page-run.ts'
import { deep } from './helpers/depth.ts'
import { patient } from './helpers/patient.ts'

/** What a newcomer types first. */
const IN_EACH_CHECK = ['README.md']

describe('what a page says to type works', { concurrency: 1 }, () => {
  const closing = new AsyncDisposableStack()
  after(() => closing.disposeAsync())
  let desk: Desk | null = null
  for (const page of readPages()) {
    if (!page.blocks.some(({ words }) => words.includes('test'))) continue
    const define = IN_EACH_CHECK.includes(page.path) ? test : deep
    void define(page.path, patient, async () => {
      desk = await runPage({ after: (cleanUp) => closing.defer(cleanUp) }, page, desk)
    })
  }
})
