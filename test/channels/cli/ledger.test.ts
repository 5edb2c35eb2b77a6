import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPlaceAsOwner, testPlace } from '../../helpers/database.ts'
import { runParley } from './run-parley.ts'
import '../../helpers/built.ts'
import { patient } from '../../helpers/patient.ts'

test('sums that aren’t what the ledger gives are told, and made anew', patient, async (t) => {
  const place = await testPlace(t)
  const { dataDir, environment: env } = place
  const check = (...words: readonly string[]) => runParley(['ledger', 'check', ...words], { dataDir, env })
  const good = await check()
  assert.equal(good.code, 0, good.err)
  assert.equal(good.out, 'The sums behind the limits match the ledger.\n')
  {
    await using owner = await openPlaceAsOwner(place)
    await owner.exec(`
      insert into ledger_totals (tenant_id, owner, kind, width, bucket, tool, currency, lane, times, minor)
      values ('default', 'user customer', 'begun', 86400, extract(epoch from now())::bigint / 86400, 'shop/mail.send', '', 0, 3, 0)`)
  }
  const astray = await check()
  assert.equal(astray.code, 1)
  assert.match(astray.out, /^user customer, shop\/mail\.send, begun within 86400 s of .*: 3 times kept, 0 times in the/)
  assert.match(astray.out, /--mend\n$/)
  assert.equal((await check('--mend')).code, 0)
  assert.equal((await check()).code, 0)
})
