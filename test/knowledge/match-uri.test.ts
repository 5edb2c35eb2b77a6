import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesUri } from '#knowledge/sources/match-uri.ts'

test('one star stays between two slashes, two go over them', () => {
  for (const [uri, pattern, fits] of [
    ['docs://returns/sale.md', 'docs://returns/*.md', true],
    ['docs://returns/de/sale.md', 'docs://returns/*.md', false],
    ['docs://returns/de/sale.md', 'docs://*/*/sale.md', true],
    ['docs://returns/de/sale.md', 'docs://returns/**', true],
    ['docs://returns/', 'docs://returns/*', true],
    ['docs://returns/sale.md', 'docs://returns', false],
    ['docs://returns.old/sale.md', 'docs://returns/**', false],
  ] as const) {
    assert.equal(matchesUri(uri, pattern), fits, `${uri} ${pattern}`)
  }
})
