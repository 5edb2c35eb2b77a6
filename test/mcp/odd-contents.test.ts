import assert from 'node:assert/strict'
import test from 'node:test'
import type { JsonObject } from '#core/json.ts'
import { usableSchema } from '#plan-language/tool-schema/usable-schema.ts'
import { CONTENTS } from '../fixtures/odd-tools/contents.ts'
import { SCHEMAS } from '../fixtures/odd-tools/schemas.ts'
import { startOddServer } from '../fixtures/odd-tools/server.ts'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'

for (const { title, content, structuredContent, read } of CONTENTS) {
  test(`a read that is answered with ${title} gives what it says`, async (t) => {
    const odd = await startOddServer(t)
    odd.answerWith('R1', { content, ...(structuredContent && { structuredContent }) })
    const tools = await openTestTools(t, { url: odd.url, tools: ['look'] })
    const outcome = await callNow(t, tools, 'look', { ref: 'R1' })
    if (read === null) assert.partialDeepStrictEqual(outcome, { ok: false, isEmpty: true, answer: { text: null } })
    else assert.deepEqual(outcome.ok && (outcome.asRead ?? outcome.value), read)
    assert.doesNotMatch(JSON.stringify(outcome), /iVBORw0KGgo|UklGRg|JVBERg/, 'nobody needs the bytes')
  })
}

const UNREADABLE = [
  ['an integer beyond 2^53', '"structuredContent":{"id":9007199254740993}'],
  ['U+0000', '"structuredContent":{"id":"a\\u0000"}'],
  ['half a surrogate', '"content":[{"type":"text","text":"\\ud800"}]'],
  ['one key twice', '"structuredContent":{"id":1,"id":2}'],
  ['2 MB', `"structuredContent":{"id":"${'x'.repeat(2_000_000)}"}`],
] as const

for (const [title, members] of UNREADABLE) {
  test(`a result with ${title} went through, and its value can’t be used`, async (t) => {
    const odd = await startOddServer(t)
    const tools = await openTestTools(t, { url: odd.url, tools: ['make'] })
    odd.answerRaw('N1', `{${members}}`)
    const outcome = await callNow(t, tools, 'make', { ref: 'N1' })
    assert.ok(!outcome.ok && outcome.answer && outcome.reason, JSON.stringify(outcome).slice(0, 300))
    // Of an error nothing is believed, and of two words neither.
    for (const said of ['"isError":true', '"isError":false,"isError":true']) {
      odd.answerRaw('N2', `{${members},${said}}`)
      const failed = await callNow(t, tools, 'make', { ref: 'N2' })
      assert.ok(!failed.ok && failed.answer === undefined && !failed.certain)
    }
  })
}

for (const { title, schema, takes, refuses, pointer } of SCHEMAS) {
  test(`a schema with ${title} ${pointer === null ? 'is used as it was meant' : 'can’t be used, and where is said'}`, async (t) => {
    const odd = await startOddServer(t)
    odd.offer([{ name: 'typed', inputSchema: schema }])
    const tools = await openTestTools(t, { url: odd.url, tools: ['typed', 'look'] })
    const given = takes ?? {}
    const outcome = await callNow(t, tools, 'typed', given as JsonObject)
    if (pointer === null) {
      assert.ok(outcome.ok, JSON.stringify(outcome))
      const refused = await callNow(t, tools, 'typed', refuses as JsonObject)
      assert.partialDeepStrictEqual(refused, { ok: false, code: 'tool-arguments-invalid' })
    } else {
      assert.partialDeepStrictEqual(outcome, { ok: false, code: 'tool-schema-unusable', certain: true })
      const usable = usableSchema(schema as JsonObject)
      assert.equal(usable.ok ? null : usable.fault.pointer, pointer)
      assert.ok((await callNow(t, tools, 'look', { ref: 'R1' })).ok, 'the other tools of its server are used')
    }
  })
}
