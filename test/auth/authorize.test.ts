import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Action } from '#auth/actions.ts'
import { admit, authorize, isForRole, scopesFor } from '#auth/authorize.ts'
import { reachOf } from '#auth/reach.ts'
import { Scope } from '#core/principal.ts'
import { ACTION_NAMES, answers, ANSWERS_FILE, page, PAGE } from './kept.ts'
import { askedOf, CREDENTIALS, principalOf } from './kinds.ts'

test('each action is for whom the kept table says, with each credential', () => {
  assert.equal(answers(), readFileSync(ANSWERS_FILE, 'utf8'))
})

test('the page has the table as it is', async () => {
  assert.equal(await page(), readFileSync(PAGE, 'utf8'), 'npm run keep:authorization writes it')
})

test('what no grant reaches is refused, in words and with a status of its own', () => {
  for (const action of ACTION_NAMES) {
    for (const { roles, resource } of askedOf(action)) {
      const nothing = authorize(principalOf(roles, { authenticatedBy: 'session', scopes: [] }), action, resource)
      assert.equal(nothing.allowed, false, action)
      if (nothing.allowed) continue
      assert.match(nothing.refusal.message, /\.$/)
      assert.ok([403, 404].includes(nothing.refusal.status), `${action}: ${nothing.refusal.status}`)
    }
  }
})

test('whoever is allowed anything was let in by its scopes, and nobody else is', () => {
  for (const action of ACTION_NAMES) {
    for (const [name, credential] of CREDENTIALS) {
      const mayCome = scopesFor(action).some((scope) => credential.scopes.includes(scope))
      const come = () => admit(principalOf([], credential), scopesFor(action))
      if (mayCome) assert.doesNotThrow(come)
      else assert.throws(come, { status: 403 }, `${action} by ${name}`)
      const isAllowed = askedOf(action).some(
        ({ roles, resource }) => authorize(principalOf(roles, credential), action, resource).allowed,
      )
      assert.ok(mayCome || !isAllowed, `${action} by ${name}`)
    }
  }
})

test('what is reached without a resource is what authorize says of every resource, or of some', () => {
  for (const action of ACTION_NAMES) {
    for (const [, credential] of CREDENTIALS) {
      for (const { roles, resource } of askedOf(action)) {
        const principal = principalOf(roles, credential)
        const reach = reachOf(principal, action)
        const { allowed } = authorize(principal, action, resource)
        if (reach === 'every') assert.equal(allowed, true, action)
        if (reach.length === 0) assert.equal(allowed, false, action)
      }
    }
  }
})

test('a page shows a view to those roles that need nothing else', () => {
  const views: readonly Action[] = [
    'tool.list',
    'tool.accept',
    'document.add',
    'document.list-to-mend',
    'policy.read-shadow',
  ]
  const shown = (role: string) => views.filter((action) => isForRole({ roles: [role] }, action))
  assert.deepEqual(shown('operator'), views)
  assert.deepEqual(shown('auditor'), ['tool.list', 'document.list-to-mend', 'policy.read-shadow'])
  assert.deepEqual(shown('support-lead'), [])
})

test('a route for two actions lets in whom either does, each scope once', () => {
  assert.deepEqual(scopesFor('hand-over.close', 'hand-over.give-up'), ['decide', 'chat'])
  assert.deepEqual(
    [...new Set(ACTION_NAMES.flatMap((action) => scopesFor(action)))].toSorted(),
    Scope.options.toSorted(),
  )
})
