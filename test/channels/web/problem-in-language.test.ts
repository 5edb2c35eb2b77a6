import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemInLanguage } from '#channels/web/problem-in-language.ts'
import { toProblem } from '#channels/web/problem.ts'
import { AppError } from '#core/errors.ts'

const tooLong = toProblem(
  new AppError('That was too long: 8,000 characters at most, and it had 9,120.', {
    code: 'message-too-long',
    status: 413,
  }),
  '019a3f6e-3a52-7cc0-8000-000000000001',
)

test('a failure is told in German where a request asks for that first, with the same numbers', () => {
  const { detail, ...others } = problemInLanguage(tooLong, 'de')
  assert.equal(detail, 'Das war zu lang: höchstens 8.000 Zeichen, und es waren 9.120.')
  assert.deepEqual({ ...others, detail: tooLong.detail }, tooLong)
  assert.match(problemInLanguage(tooLong, 'de-AT,en;q=0.5').detail, /zu lang/)
})

for (const language of [undefined, '', 'en', 'fr,de', 'dell', 'en-GB,de;q=0.9']) {
  test(`and in English for “${language ?? 'none'}”`, () => assert.equal(problemInLanguage(tooLong, language), tooLong))
}

test('what there is no German for stays in English', () => {
  const problem = toProblem(new AppError('Other roles.', { code: 'wrong-role', status: 403 }), 'x')
  assert.equal(problemInLanguage(problem, 'de'), problem)
})
