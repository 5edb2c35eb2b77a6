import type { DocumentPage } from '#contract/document.ts'
import type { PersonClient } from './parley-client.ts'
import { until } from './until.ts'

/** Waits until a document is found by its meaning, too: its vectors come a moment after its words. */
export async function untilReady(operator: PersonClient, source: string): Promise<void> {
  await until(async () => {
    const path = `/v1/documents?all=true&source=${encodeURIComponent(source)}`
    const { body } = await operator.request<DocumentPage>('GET', path)
    return body.documents[0]?.status === 'ready'
  })
}
