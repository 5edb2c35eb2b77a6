import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startShop } from '../../helpers/parley.ts'
import { dataFolder, runParley } from './run-parley.ts'

const { parley } = await startShop({ after })

test('a person lists, finds, saves and deletes their conversations in the terminal', async (t) => {
  const customer = parley.as('customer')
  const refund = await customer.ask('Refund order A17')
  const question = await customer.ask('How long do I have to return a damaged item?')
  const dataDir = await dataFolder(t)
  const run = (...words: readonly string[]) =>
    runParley(['chat', ...words, '--key', customer.key, '--server', parley.url], { dataDir })
  const all = await run('--list')
  assert.match(all.out, /^How long do I have[^\n]*\n {2}\S+ · 1 new answer\n {2}parley chat --thread \S+/)
  assert.match(all.out, /\nRefund order A17\n[^\n]*129\.00 EUR[^\n]*: waits for an answer · Waits for somebody else\n/)
  const found = await run('--list', 'A17 refund', '--json')
  assert.match(found.out, new RegExp(refund.threadId))
  assert.doesNotMatch(found.out, new RegExp(question.threadId))
  assert.match((await run('--list', 'hippopotamus')).out, /Nothing was found for “hippopotamus”\./)

  const file = join(dataDir, 'conversation.txt')
  const end = question.threadId.slice(-6)
  assert.equal((await run('--thread', end, '--save', file)).code, 0)
  assert.match(await readFile(file, 'utf8'), /You have 14 days from delivery/)
  assert.match((await run('--thread', end, '--save', file)).err, /Name a file that isn’t there yet/)
  assert.match((await run('--thread', refund.threadId, '--delete')).out, /deleted\. The evidence of 1 plan is kept\./)
  assert.doesNotMatch((await run('--list')).out, /Refund order A17/)
  assert.match((await run('--thread', refund.threadId.slice(-6), '--delete')).err, /None of your conversations/)
  assert.equal((await run('--delete')).code, 2)
})
