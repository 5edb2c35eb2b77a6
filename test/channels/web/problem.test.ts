import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toProblem } from '#channels/web/problem.ts'
import { AppError } from '#core/errors.ts'

const REQUEST = '019a3f6e-3a52-7cc0-8000-000000000001'

test('what a database says of its tables stays in the log', () => {
  const details = { sqlState: '23505', constraint: 'threads_pkey' }
  const problem = toProblem(new AppError('It is there already.', { code: 'database-conflict', details }), REQUEST)
  assert.doesNotMatch(JSON.stringify(problem), /23505|threads_pkey|sqlState|constraint/)
  assert.equal(problem.code, 'database-conflict')
})

test('an error’s own facts are members of the problem', () => {
  const problem = toProblem(new AppError('Other roles.', { code: 'wrong-role', details: { needs: ['a'] } }), REQUEST)
  assert.deepEqual(problem['needs'], ['a'])
})
