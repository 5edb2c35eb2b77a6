import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PrincipalId, TenantId } from '#core/principal.ts'
import { evidenceRights } from '#plan/evidence/rights.ts'

test('what quotes a document that somebody may not read is withheld with all that is in it, and nothing beside it', () => {
  const id = PrincipalId.parse('customer')
  const mayRead = evidenceRights({
    plan: { requester: id, decisions: [] },
    reader: {
      tenantId: TenantId.parse('default'),
      id,
      name: 'Maya Lindqvist',
      email: null,
      roles: ['customer'],
      groups: [],
      authenticatedBy: 'session',
      scopes: ['chat', 'read'],
    },
    requestAt: null,
    notes: new Map(),
    withheld: ['/approved/citations/1'],
  })
  const places = ['/approved/citations/1', '/approved/citations/1/quote', '/approved/citations/1/document/title']
  assert.deepEqual(places.filter(mayRead), [])
  const beside = ['/approved/citations/0/quote', '/approved/citations/10/quote']
  assert.deepEqual(beside.filter(mayRead), beside)
})
