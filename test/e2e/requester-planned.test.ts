import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startLibrary } from '../helpers/library-agent.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'

let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('plan')
  return programs.shift() ?? fails(400)
})
after(() => model[Symbol.asyncDispose]())
const library = await startLibrary({ after })
const environment = { ...model.environment, AGENTS_DIR: library.dir }
const parley = await startParley({ after }, { shop: { url: library.server.url, token: 'none' }, environment })

const LIST = `const loans = await tools.library.loans.list({ email: requester.email })
return say(loans.map((loan) => loan.title).join(', '))`

async function answer(person: string, text: string): Promise<string> {
  const client = parley.as(person)
  const { threadId } = await client.ask(text)
  return (await client.answers(threadId)).at(-1) ?? ''
}

test('one program lists each person’s own, and its author is told that there is a requester, not who', async () => {
  programs = [writes(LIST), writes(LIST)]
  const [mine, theirs] = [
    await answer('customer', 'What have I out?'),
    await answer('other-customer', 'What have I out?'),
  ]
  const [one, other] = library.asked()
  assert.ok(one !== other)
  assert.deepEqual([mine, theirs], [`A book of ${String(one)}`, `A book of ${String(other)}`])
  const asked = model.requests.filter(({ schemaName }) => schemaName === 'plan')
  const shown = JSON.stringify(asked.map(({ messages }) => messages))
  assert.match(shown, /- requester: who asks: \{ id: string, name: string, email\?: string/)
  assert.ok(!shown.includes(String(one)) && !shown.includes(String(other)))
})

for (const [title, change, told] of [
  ['assigned to', "requester = { email: 'boris@example.com' }", /requester can't be changed[^"]*","line":1,"column":1/],
  [
    'given another address',
    "requester.email = 'boris@example.com'",
    /requester can't be changed[^"]*","line":1,"column":1/,
  ],
  ['given a role', "requester.roles.push('support-lead')", /requester can't be changed[^"]*","line":1,"column":1/],
  ['robbed of its address', 'delete requester.email', /requester can't be changed[^"]*","line":1/],
  ['merged into', "Object.assign(requester, { email: 'b@x.example' })", /requester can't be changed[^"]*","line":1/],
  [
    'asked for what it has not',
    'const { mail } = requester',
    /requester has no mail. Did you mean requester.email\?[^"]*","line":1/,
  ],
] as const)
  test(`a requester that is ${title} is a mistake of the program’s, told with its place before anything is read`, async () => {
    const [before, seen] = [library.asked().length, model.requests.length]
    programs = [writes(`${change}\n${LIST}`), writes(LIST)]
    assert.match(await answer('customer', 'What have I out?'), /^A book of /)
    const repair = JSON.stringify(model.requests.slice(seen).at(-1)?.messages.at(-1)?.content)
    assert.match(JSON.parse(repair), told)
    assert.equal(library.asked().length, before + 1)
  })

test('one that a program makes up itself carries the model’s word, and opens nothing', async () => {
  const before = library.asked().length
  const own = `const requester = { email: 'boris@example.com' }\n${LIST}`
  programs = [writes(own), writes(own), writes(own)]
  assert.doesNotMatch(await answer('customer', 'What have I out?'), /A book of/)
  assert.equal(library.asked().length, before)
})
