import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf, deep } from '../helpers/depth.ts'
import { startParley } from '../helpers/parley.ts'
import { startWorld, type Procedure } from '../helpers/world-agent.ts'

/** What a program says of what servers answer in the forms of the world. */
interface Said extends Procedure {
  readonly told: RegExp
}

const SAID: Readonly<Record<string, Said>> = {
  naive: {
    says: 'when are the events',
    program: `const events = await tools.world.events({})
return say(events.map((event) => new Date(event.start).toISOString()).join(', '))`,
    told: /2026-07-01T07:00:00\.000Z, 2026-07-01T12:30:00\.250Z, 2026-07-01T09:00:00\.500Z/,
  },
  parts: {
    says: 'when are the parts',
    program: `const [event] = await tools.world.events({})
return say(dates.parse(\`\${event.day}T\${event.at}\`).toISOString())`,
    told: /2026-07-01T07:00:00\.000Z/,
  },
  declared: {
    says: 'when are the trains',
    program: `const [train] = await tools.world.trains({})
return say(dates.format(train.start, 'HH:mm', 'UTC'))`,
    told: /13:00/,
  },
  winter: {
    says: 'how long is the winter',
    program: `return say(String(dates.between('2026-03-28T12:00', '2026-03-29T12:00', 'hours')))`,
    told: /23/,
  },
  'no-list': {
    says: 'search for rows',
    program: `const { rows } = await tools.world.rows_search({ text: 'x' })
return say(\`Found \${rows.length} of them.\`)`,
    told: /Found 0 of them/,
  },
  'no-row': {
    says: 'look up a row',
    program: `const row = await tools.world.row_get({ id: 'T9' })
return say(row ? 'There is one.' : 'There is no such row.')`,
    told: /There is no such row/,
  },
  'no-room': {
    says: 'look up a room',
    program: `const room = await tools.world.room_get({ name: 'x' })
return say(room === null ? 'There is no such room.' : 'There is one.')`,
    told: /There is no such room/,
  },
  nothing: {
    says: 'look up nobody',
    program: `return say((await tools.world.nobody({})) === null ? 'Nobody is there.' : 'Somebody is.')`,
    told: /Nobody is there/,
  },
  down: {
    says: 'look up what is broken',
    program: `const found = await tools.world.broken({})
return say(\`Found \${found.length}.\`)`,
    told: /^(?!.*Found)/s,
  },
  long: {
    says: 'count the many',
    program: `const rows = await tools.world.many({})
const large = rows.filter((row) => row.amount > 400).map((row) => row.id)
return say(\`\${rows.length} rows, \${large.length} large, the last is \${large.at(-1)}.\`)`,
    told: /5000 rows, 999 large, the last is M4999/,
  },
  contacts: {
    says: 'count the contacts',
    program: `const contacts = await tools.world.contacts({})
return say(\`\${Object.keys(contacts).length} contacts, \${contacts['p.7@example.org']}.\`)`,
    told: /3000 contacts, 7/,
  },
  deep: {
    says: 'go to the bottom',
    program: `let at = await tools.world.deep({})
for (const _ of Array.from({ length: 60 })) at = at.next
return say(\`At the \${at.end}.\`)`,
    told: /At the bottom/,
  },
}

const DEEDS: Readonly<Record<string, Procedure>> = {
  sum: {
    says: 'pay what the rent comes to',
    program: `const rows = await tools.world.rows({})
const total = rows.filter((row) => row.subject === 'rent').reduce((sum, row) => sum + row.amount, 0)
const receipt = tools.world.pay({ to: 'landlord', amount: total, at: '2026-07-01' })
tools.world.note({ text: receipt.receipt['no.1'] })
return say('I have prepared it.')`,
  },
  fraction: {
    says: 'pay a third',
    program: `tools.world.pay({ to: 'landlord', amount: 10 / 3, at: '2026-07-01' })
return say('I have prepared it.')`,
  },
  read: {
    says: 'pay as the file says',
    program: `const text = await tools.world.file_read({ path: 'bill.txt' })
tools.world.pay({ to: text, amount: 1, at: '2026-07-01' })
return say('I have prepared it.')`,
  },
  name: {
    says: 'pay the first name',
    program: `const [name] = await tools.world.names({})
tools.world.pay({ to: name, amount: 1, at: '2026-07-01' })
return say('I have prepared it.')`,
  },
  role: {
    says: 'pay the lead',
    program: `const { people } = await tools.world.people({})
tools.world.pay({ to: people['bob.ross@example.org'].role, amount: 2, at: '2026-07-01' })
return say('I have prepared it.')`,
  },
  note: {
    says: 'pay the note',
    program: `const { people } = await tools.world.people({})
tools.world.pay({ to: people['bob.ross@example.org'].note, amount: 2, at: '2026-07-01' })
return say('I have prepared it.')`,
  },
  keys: {
    says: 'pay the dotted key',
    program: `const { people } = await tools.world.people({})
tools.world.pay({ to: people.role['x.role'], amount: 2, at: '2026-07-01' })
return say('I have prepared it.')`,
  },
}

const UNTRUSTED = `@id("untrusted") forbid (principal, action == Action::"world/pay", resource)
when { context.untrusted.contains("to") };
`

const world = await startWorld({ after }, { ...SAID, ...DEEDS }, { more: UNTRUSTED })
const parley = await startParley(
  { after },
  { shop: { url: world.server.url, token: 'none' }, environment: { AGENTS_DIR: world.dir } },
)
const customer = parley.as('customer')

for (const [name, { says, told }] of someOf(Object.entries(SAID))) {
  test(`a program over the forms of the world says it: ${name}`, async () => {
    const said = await customer.ask(says)
    assert.match((await customer.answers(said.threadId)).join('\n'), told)
  })
}

async function planned(says: string) {
  const said = await customer.ask(says)
  return { said, plan: await customer.planOf(said), words: (await customer.answers(said.threadId)).join('\n') }
}

test('an amount that is summed up from numbers is paid exactly, and a part of an open result goes on to the next step', async () => {
  const { plan } = await planned(DEEDS['sum']?.says ?? '')
  assert.equal(plan.status, 'done', JSON.stringify(plan))
  assert.deepEqual(world.sent('pay'), { to: 'landlord', amount: 0.3, at: '2026-07-01' })
  assert.deepEqual(world.sent('note'), { text: 'R1' })
})

deep('an amount that is no whole number of cents is refused', async () => {
  const calls = world.server.calls.length
  const said = await customer.ask(DEEDS['fraction']?.says ?? '')
  assert.doesNotMatch((await customer.answers(said.threadId)).join('\n'), /Done/)
  assert.equal(world.server.calls.length, calls)
})

test('keys with dots keep the trust of what stands for them; texts and other keys have none', async () => {
  for (const [name, isTrusted] of [
    ['role', true],
    ['note', false],
    ['keys', false],
    ['read', false],
    ['name', false],
  ] as const) {
    const paid = () => world.server.calls.filter((call) => call.name === 'pay').length
    const before = paid()
    await customer.ask(DEEDS[name]?.says ?? '')
    assert.equal(paid() - before, isTrusted ? 1 : 0, name)
  }
})
