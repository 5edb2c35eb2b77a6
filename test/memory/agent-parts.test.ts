import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { keepAgentParts, readAgentParts } from '#memory/agents/agent-parts.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { testDatabase } from '../helpers/database.ts'

test('what is kept in one database is kept in another one too that the same process has open', async (t) => {
  const part = { limits: { readsPerPlan: 50 } }
  const hash = sha256(canonicalJson(part))
  for (const database of [await testDatabase(t), await testDatabase(t)]) {
    const keep = () =>
      database.tenant(DEFAULT_TENANT, (tx) => keepAgentParts(tx, [{ hash, part: () => canonicalJson(part) }]))
    await keep()
    await keep()
    const parts = await database.tenant(DEFAULT_TENANT, (tx) => readAgentParts(tx, [hash]))
    assert.deepEqual(parts.get(hash), part)
  }
})
