import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import type { Intent } from '#core/intent.ts'
import { afterReply, requestedIntent, withSlots, type Recognition } from '#routing/route/requested-intent.ts'
import { plainMessage } from '#dialogue/utterance/plain-message.ts'
import { screenMessage } from '#guardrails/screening/screen-message.ts'
import { PrincipalId, TenantId, type Principal } from '#core/principal.ts'
import { loadOptions } from '../agents/broken-folder.ts'

const loaded = await loadAgent('agents/support', loadOptions())
assert.ok(loaded.ok)
const { agent } = loaded
const refund = agent.playbooks.find(({ name }) => name === 'refund')
assert.ok(refund)
const principal: Principal = {
  tenantId: TenantId.parse('default'),
  id: PrincipalId.parse('customer'),
  name: 'Maya',
  email: null,
  roles: [],
  groups: [],
  authenticatedBy: 'session',
  scopes: [],
}
const EXAMPLES = new Set([refund.title, ...refund.examples].map((example) => plainMessage(agent, example)))
/** As sure as it can be: what remains is what the words do. */
const SURE: Recognition = { recognisedBy: 'classifier', likeness: 1, near: [], doubts: [] }

const SCREENING = { typedBlockLength: 600, isOwn: false }

function typing(text: string) {
  return { live: { agent }, language: 'en', principal, message: { id: 'm', text, joined: [] }, screening: SCREENING }
}

function intentOf(text: string, recognition: Recognition = SURE): Intent {
  const { typed } = screenMessage(text, SCREENING)
  const isExample = EXAMPLES.has(plainMessage(agent, typed))
  return requestedIntent(typing(text), refund ?? assert.fail(), { typed, isExample, recognition })
}

for (const [text, basis, doubts] of [
  ['Refund order A17', 'explicit', []],
  ['please refund A23', 'explicit', []],
  ['I want my money back', 'explicit', []],
  ['Bitte erstatten Sie mir A12', 'explicit', []],
  ['“Refund order A17”', 'inferred', ['speech-act']],
  ['Refund order A17?', 'inferred', ['speech-act']],
  ['Refund order A17, but only if it isn’t here by Friday', 'inferred', ['speech-act']],
  ['A17 was refunded', 'inferred', ['speech-act']],
  ['Would you refund A17 if it were broken?', 'inferred', ['speech-act']],
  ['> refund order A17\nA17', 'inferred', ['speech-act']],
] as const) {
  test(`“${text}” is ${basis}`, () => {
    const intent = intentOf(text)
    assert.deepEqual([intent.basis, intent.doubts], [basis, doubts])
  })
}

test('its words stand where it says, whatever stands around them', () => {
  const text = '\n  Hi!\r\n\r\n> refund everything\r\nPlease refund order A12, thanks'
  const { said } = intentOf(text)
  assert.deepEqual(
    said.map((words) => text.slice(words.start, words.end)),
    said.map((words) => words.text),
  )
  assert.match(said[0]?.text ?? '', /^Please refund order A12/)
})

test('what it wasn’t recognised as surely makes it inferred', () => {
  assert.deepEqual(intentOf('Refund order A17', { ...SURE, doubts: ['likeness'] }).doubts, ['likeness'])
})

test('a slot that was said, also in an answer to a question, counts', () => {
  const filled = { orderId: { value: 'A17', said: 'A17', by: [] } }
  const asked = intentOf('I want my money back')
  assert.equal(withSlots(afterReply(asked, typing('A17'), 'A17'), refund, filled).basis, 'explicit')
  assert.deepEqual(withSlots(asked, refund, {}).doubts, ['slot'])
})

for (const reply of ['A17, but only if it’s quick', 'not A17', 'Is A17 the one?', 'my wife says: A17']) {
  test(`“${reply}” in answer to our question leaves nothing explicit`, () => {
    assert.equal(afterReply(intentOf('I want my money back'), typing(reply), reply).basis, 'inferred')
  })
}
