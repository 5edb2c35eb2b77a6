import assert from 'node:assert/strict'
import type { PersonClient } from './parley-client.ts'

/** A document of more passages than are read at once. One of them says something that a question finds. */
export const LONG = {
  title: 'Register of moorings',
  sections: 2_200,
  asked: 1_101,
  question: 'When is the drawbridge of Quokka Harbour raised?',
  quote: 'The drawbridge of Quokka Harbour is raised at seven every morning.',
} as const

/** Hands it in as text, for everybody unless `acl` says for whom; gives its id. */
export async function handInLongDocument(
  operator: PersonClient,
  { acl = ['public'] }: { readonly acl?: readonly string[] } = {},
): Promise<string> {
  const sections = Array.from({ length: LONG.sections }, (_, index) => {
    const number = index + 1
    return `## Berth ${number}\n\n${number === LONG.asked ? LONG.quote : `Boat ${number}.`}`
  })
  const { status, body } = await operator.request<{ documentId: string; passages: number }>('POST', '/v1/documents', {
    title: LONG.title,
    source: 'harbour/moorings',
    acl,
    text: `# ${LONG.title}\n\n${sections.join('\n\n')}\n`,
  })
  assert.deepEqual([status, body.passages], [202, LONG.sections], JSON.stringify(body))
  return body.documentId
}
