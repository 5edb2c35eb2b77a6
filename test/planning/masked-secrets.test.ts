import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#core/json.ts'
import { withRedactedSecrets } from '#planning/planner/redacted-secrets.ts'

for (const [title, value, shown] of [
  [
    'a field by its name',
    { user: 'eve', password: 'hunter2', pin: 1234, apiKey: 'k', newPassword: 'n' },
    { user: 'eve', password: '[hidden]', pin: '[hidden]', apiKey: '[hidden]', newPassword: '[hidden]' },
  ],
  ['a field inside a list', [{ api_key: 'abc', id: 'K1' }], [{ api_key: '[hidden]', id: 'K1' }]],
  ['a password that is told', 'My password is: hunter2, see you', 'My password is: [hidden], see you'],
  ['one behind a colon', 'Passwort: Abc!12', 'Passwort: [hidden]'],
  ['a card number', 'Card 4111 1111 1111 1111, please', 'Card [hidden], please'],
  ['a token', 'use ghp_abcdefghijklmnop1234 now', 'use [hidden] now'],
  ['a long random text', 'key aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF', 'key [hidden]'],
  [
    'what only looks alike',
    'Order 4111 1111 1111 1112, https://shop.example/pages/how-to-return-what-you-bought',
    'Order 4111 1111 1111 1112, https://shop.example/pages/how-to-return-what-you-bought',
  ],
  [
    'an IBAN, an id and a mail address',
    'DE89370400440532013000, 3f2b1c9e-8a4d-4c1e-9b7a-2f6d5e4c3b2a, bob@site.example',
    'DE89370400440532013000, 3f2b1c9e-8a4d-4c1e-9b7a-2f6d5e4c3b2a, bob@site.example',
  ],
  ['a talk of passwords', 'Please change your password soon', 'Please change your password soon'],
  [
    'a field that only sounds alike',
    { spin: 'left', tokens: 3, passport: 'X1' },
    { spin: 'left', tokens: 3, passport: 'X1' },
  ],
] as const satisfies readonly (readonly [string, Json, Json])[]) {
  test(`of what a planner is shown, ${title} is ${JSON.stringify(shown).includes('hidden') ? 'hidden' : 'shown'}`, () =>
    assert.deepEqual(withRedactedSecrets(value), shown))
}
