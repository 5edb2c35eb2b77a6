import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type ivmModule from 'isolated-vm'
import { ANSWERS, PROGRAM } from './plan.ts'

/*
 * A process of its own, since isolated-vm needs `--no-node-snapshot`. It runs the bench's plan as plain JavaScript in an
 * isolate per run, without labels, journal or a second process, and says how long that took. Then it says what an
 * isolate of ours takes in memory.
 */

// The types are of CommonJS, and only the child of src/plan-language/sandbox imports the library otherwise.
const ivm: typeof ivmModule = createRequire(import.meta.url)('isolated-vm')
const RUNS = Number(process.argv[2])
const ISOLATES = 20

const PRELUDE = `
  const read = (name) => (args) => Promise.resolve(JSON.parse(ask.applySync(undefined, [name, JSON.stringify(args)])))
  const staged = []
  const write = (name) => (args) => { staged.push({ tool: name, args }); return { id: { $ref: staged.length - 1 } } }
  const say = (text) => JSON.stringify({ text, staged })
  const tools = { crm: { people: { get: read('crm/people.get') } }, shop: {
    orders: { search: read('shop/orders.search'), get: read('shop/orders.get') },
    rates: { get: read('shop/rates.get') }, accounts: { get: read('shop/accounts.get') },
    credits: { create: write('shop/credits.create') }, notes: { add: write('shop/notes.add') },
    mail: { send: write('shop/mail.send') } } }
  const slots = { email: ${JSON.stringify(PROGRAM.slots['email']?.value)} }
`

const samples: number[] = []
for (let run = 0; run < RUNS; run++) samples.push(await once())
process.stdout.write(`${JSON.stringify({ samples, ...isolateMemory() })}\n`)

/** In ms, beyond the reads. */
async function once(): Promise<number> {
  let reading = 0
  const startedAt = performance.now()
  const isolate = new ivm.Isolate({ memoryLimit: 32 })
  const context = await isolate.createContext()
  const ask = (name: string): string => {
    const askedAt = performance.now()
    const answer = ANSWERS[name]
    const json = JSON.stringify(answer?.ok === true ? answer.value : null)
    reading += performance.now() - askedAt
    return json
  }
  await context.global.set('ask', new ivm.Reference(ask))
  const said: unknown = await context.eval(`${PRELUDE}; (async () => { ${PROGRAM.source} })()`, {
    promise: true,
    copy: true,
  })
  isolate.dispose()
  if (!String(said).includes('prepared a credit')) throw new Error(`The plain plan said ${String(said)}.`)
  return performance.now() - startedAt - reading
}

function isolateMemory() {
  const code = readFileSync(join(import.meta.dirname, '../../dist/plan-isolate.js'), 'utf8')
  const snapshot = ivm.Isolate.createSnapshot([{ code }])
  const before = process.memoryUsage.rss()
  const isolates = Array.from({ length: ISOLATES }, () => {
    const isolate = new ivm.Isolate({ memoryLimit: 32, snapshot })
    isolate.createContextSync()
    return isolate
  })
  const rssMb = (process.memoryUsage.rss() - before) / ISOLATES / 2 ** 20
  const heapMb = (isolates[0]?.getHeapStatisticsSync().used_heap_size ?? Number.NaN) / 2 ** 20
  return { rssMb, heapMb }
}
