import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyOf, sign, verify } from '#channels/webhook/signature.ts'
import { Secret } from '#core/secret.ts'

// The specification's own example (standard-webhooks/standard-webhooks, libraries' tests).
const EXAMPLE = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

test('the specification’s example is signed as it says', () => {
  const key = keyOf(new Secret(EXAMPLE.secret))
  assert.ok(key)
  assert.equal(sign([key], EXAMPLE)['webhook-signature'], EXAMPLE.signature)
})

for (const [title, secret] of [
  ['without its prefix', Buffer.alloc(32).toString('base64')],
  ['that is too short', `whsec_${Buffer.alloc(23).toString('base64')}`],
  ['that is too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
  ['that isn’t base64', 'whsec_not base64 at all, is it?'],
  ['that is empty', 'whsec_'],
] as const) {
  test(`a secret ${title} is none`, () => assert.equal(keyOf(new Secret(secret)), null))
}

const key = Buffer.alloc(32, 7)
const other = Buffer.alloc(32, 8)
const at = new Date('2026-11-23T12:00:00Z')
const body = Buffer.from('{"a":1}')
const headers = { ...sign([key], { id: 'msg_1', at, body: body.toString() }) }
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000)

for (const [title, delivery, expected] of [
  ['as it was signed', { headers, body, at }, 'valid'],
  ['five minutes later', { headers, body, at: later(300) }, 'valid'],
  ['five minutes and a second later', { headers, body, at: later(301) }, 'stale'],
  ['five minutes and a second before', { headers, body, at: later(-301) }, 'stale'],
  ['with a bit turned', { headers, body: Buffer.from('{"a":0}'), at }, 'invalid'],
  ['with a byte more', { headers, body: Buffer.from('{"a":1} '), at }, 'invalid'],
  ['with another id', { headers: { ...headers, 'webhook-id': 'msg_2' }, body, at }, 'invalid'],
  [
    'with a newer time',
    { headers: { ...headers, 'webhook-timestamp': String(at.getTime() / 1_000 + 1) }, body, at },
    'invalid',
  ],
  ['with no header at all', { headers: {}, body, at }, 'invalid'],
  [
    'with a signature cut short',
    { headers: { ...headers, 'webhook-signature': headers['webhook-signature'].slice(0, -4) }, body, at },
    'invalid',
  ],
  [
    'with the id and time moved into each other',
    { headers: { ...headers, 'webhook-id': `msg_1.${headers['webhook-timestamp']}` }, body, at },
    'invalid',
  ],
] as const) {
  test(`a message ${title} is ${expected}`, () => assert.equal(verify([key], delivery), expected))
}

test('of several signatures and several secrets one pair is enough', () => {
  const signed = sign([other, key], { id: 'msg_1', at, body: body.toString() })
  assert.equal(verify([key], { headers: { ...signed }, body, at }), 'valid')
  assert.equal(verify([Buffer.alloc(32, 9), other], { headers: { ...signed }, body, at }), 'valid')
  assert.equal(verify([Buffer.alloc(32, 9)], { headers: { ...signed }, body, at }), 'invalid')
})
