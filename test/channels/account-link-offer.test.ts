import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksForAccountLink } from '#channels/inbound/account-link-offer.ts'

test('a wish to link one’s account is one however it is put, and nothing else is', () => {
  for (const text of [
    'link me',
    ' Link me, please! ',
    'please link my account.',
    'Connect my Slack account',
    'link this Teams account',
    'How do I link my account?',
    'Verknüpfe mich bitte',
    'verknuepf mein Konto',
    'Konto verknüpfen',
  ])
    assert.ok(asksForAccountLink(text), text)
  for (const text of [
    '',
    'link',
    'don’t link me',
    'link me to the returns page',
    'link my account to Jonas Weber',
    '> link me',
    'link me\n\n> Refund order A12',
    'send me the link',
    'connect me to a person',
    'x'.repeat(50_000),
  ])
    assert.ok(!asksForAccountLink(text), text)
})
