import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import { copyOfExample, loadOptions, problemsOf, type Change } from './broken-folder.ts'

const AGENT = 'whenBusy: queue # or: cancel, join\n'
const MAIL = '  shop/mail.send:\n    effect: write\n'
const withDirectory = (lists: string): Change => ['agent.yaml', AGENT, `${AGENT}directory: ${lists}\n`]
const accepting = (accepts: string): Change => ['tools.yaml', MAIL, `${MAIL}    accepts: [${accepts}]\n`]

test('a directory has its lists from agent.yaml, a file and a trusted read', async (t) => {
  const lists = '{ people: [ana@example.com], rooms: { file: rooms.txt }, orders: { read: shop/orders.get, at: id } }'
  const changes: readonly Change[] = [
    withDirectory(lists),
    ['rooms.txt', '# ours\ngeneral\n\n random \n'],
    accepting('because, { chosen: to, from: people }'),
  ]
  const loaded = await loadAgent(copyOfExample(t, changes), loadOptions())
  assert.ok(loaded.ok, JSON.stringify(loaded))
  assert.deepEqual(loaded.agent.directory, {
    people: { values: ['ana@example.com'] },
    rooms: { values: ['general', 'random'] },
    orders: { read: 'shop/orders.get', at: 'id' },
  })
  const mail = loaded.agent.tools.find(({ tool }) => tool === 'shop/mail.send')
  assert.deepEqual(mail?.accepts, ['because'])
  assert.deepEqual(mail.acceptsWhere, [{ argument: 'to', where: 'chosen', from: 'people' }])
})

test('an agent without one has none, and its tools say nothing of it', async (t) => {
  const loaded = await loadAgent(copyOfExample(t), loadOptions())
  assert.ok(loaded.ok)
  assert.ok(!('directory' in loaded.agent))
  assert.ok(loaded.agent.tools.every((tool) => !('acceptsWhere' in tool)))
})

for (const [title, changes, problem] of [
  ['a list that isn’t there', [accepting('{ chosen: to, from: people }')], /there is no such list in "directory"/],
  ['a file that isn’t there', [withDirectory('{ people: { file: people.txt } }')], /There is no file people\.txt/],
  ['an empty file', [withDirectory('{ people: { file: people.txt } }'), ['people.txt', '\n# none\n']], /has no value/],
  [
    'a read that isn’t there',
    [withDirectory('{ people: { read: shop/people, at: id } }')],
    /There is no read shop\/people/,
  ],
  ['a write', [withDirectory('{ people: { read: shop/mail.send, at: id } }')], /There is no read shop\/mail\.send/],
  [
    'a field that isn’t trusted',
    [withDirectory('{ notes: { read: shop/orders.get, at: note } }')],
    /isn’t among what shop\/orders\.get is trusted for/,
  ],
  ['a form that there isn’t', [accepting('{ picked: to }')], /must be an argument, \{ chosen: id \}/],
] as const satisfies readonly (readonly [string, readonly Change[], RegExp])[]) {
  test(`${title} is told`, async (t) => {
    const problems = await problemsOf(t, changes)
    assert.match(problems.map(({ message }) => message).join('\n'), problem)
  })
}
