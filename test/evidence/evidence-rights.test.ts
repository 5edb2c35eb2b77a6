import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evidenceRights } from '#evidence/rights.ts'
import { MAYA } from '../helpers/shop-knowledge.ts'

test('what quotes a document that somebody may not read is withheld with all that is in it, and nothing beside it', () => {
  const mayRead = evidenceRights({
    plan: { requester: MAYA.id, decisions: [] },
    reader: MAYA,
    requestAt: null,
    notes: new Map(),
    withheld: ['/approved/citations/1'],
  })
  const places = ['/approved/citations/1', '/approved/citations/1/quote', '/approved/citations/1/document/title']
  assert.deepEqual(places.filter(mayRead), [])
  const beside = ['/approved/citations/0/quote', '/approved/citations/10/quote']
  assert.deepEqual(beside.filter(mayRead), beside)
})
