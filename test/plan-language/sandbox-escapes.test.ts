import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { after, before as beforeAll, describe, test } from 'node:test'
import type { DryRun, ReadAnswer, ReadRequest, Sandbox } from '#plan-language/contract.ts'
import { HELPERS } from './broken-isolate-words.ts'
import type { Escape } from './escapes/escape.ts'
import { FROM_THE_ISOLATE } from './escapes/from-the-isolate.ts'
import { FROM_THE_LANGUAGE } from './escapes/from-the-language.ts'
import { FROM_THE_PROCESS } from './escapes/from-the-process.ts'
import { program, readOrder, run, shareShopSandbox, type ShopSandboxOptions } from './sandbox-helpers.ts'

interface Wall {
  readonly name: string
  readonly files: ShopSandboxOptions
  /** Put before each source. */
  readonly words: string
  /** A plan that makes one read and ends well. */
  readonly goodPlan: string
  readonly escapes: readonly Escape[]
}

const WALLS: readonly Wall[] = [
  {
    name: 'a program in the plan language',
    files: {},
    words: '',
    goodPlan: "const order = await tools.shop.orders.get({ id: 'A17' })\nreturn say(order.id)",
    escapes: FROM_THE_LANGUAGE,
  },
  {
    name: 'an isolate that was taken over',
    files: { isolate: 'broken-isolate.js' },
    words: HELPERS,
    goodPlan: 'begin(read(0)); return tell(answer(0).value.id)',
    escapes: FROM_THE_ISOLATE,
  },
  {
    name: 'a process that was taken over',
    files: { child: 'broken-out-child.js' },
    words: '',
    goodPlan: 'return JSON.parse(await read(0)).value.id',
    escapes: FROM_THE_PROCESS,
  },
]

for (const { name, files, words, goodPlan, escapes } of WALLS) {
  describe(name, () => {
    // What the files before this one have started may end at any time, and is none of its sandbox's.
    let others: readonly number[] = []
    beforeAll(() => {
      others = children()
    })
    const processes = () => children().filter((pid) => !others.includes(pid))
    const shared = shareShopSandbox(files)
    const good = (sandbox: Sandbox, inRead: () => Promise<unknown>) =>
      run(sandbox, program(words + goodPlan), {
        read: async (request) => {
          await inRead()
          return readOrder(request)
        },
      })

    for (const { title, source, ends, child, limits, needsWalls } of escapes) {
      test(`${name} that ${title} reaches nothing, and harms no other`, async (t) => {
        const sandbox = shared()
        const { warnings } = sandbox.isolation
        if (needsWalls === true && warnings.length > 0) return t.skip(warnings.join(' '))
        const before = processes()
        const hostile = { ...program(words + source), limits: { ...program('').limits, ...limits } }
        const attempt = run(sandbox, hostile, { read: poisoned })
        // The other plan is in the middle of a read for as long as the attempt takes.
        const [bad, other] = await Promise.all([attempt, good(sandbox, () => attempt)])
        judge(bad, ends)
        assert.equal(endsWell(other), 'A17')
        // Two at once, in both processes, whichever they are by now.
        const both = meeting(2)
        const next = await Promise.all([good(sandbox, both), good(sandbox, both)])
        assert.deepEqual(next.map(endsWell), ['A17', 'A17'])
        const left = processes().filter((pid) => before.includes(pid))
        assert.equal(before.length - left.length, child === 'replaced' ? 1 : 0, 'processes that were replaced')
      })
    }
  })
}

// What a service of this machine is: a file to which anybody may connect.
const service = createServer((connection) => connection.end('welcome'))
const serviceFile = '/run/parley-escape-probe.sock'
beforeAll(async () => {
  await rm(serviceFile, { force: true }).catch(() => {})
  await new Promise<void>((resolve) => service.once('error', () => resolve()).listen(serviceFile, resolve))
  await chmod(serviceFile, 0o777).catch(() => {})
})
after(() => service.close())

/** Resolves for all when so many have come. */
function meeting(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let there = 0
  return () => {
    there += 1
    if (there === size) resolve()
    return promise
  }
}

function judge(result: DryRun, ends: Escape['ends']): void {
  if ('says' in ends) return assert.match(endsWell(result), ends.says)
  const [kind, words] = ends
  assert.ok(!result.ok, JSON.stringify(result))
  assert.equal(result.failure.kind, kind, result.failure.message)
  assert.match(result.failure.message, words)
}

function endsWell(result: DryRun): string {
  assert.ok(result.ok, JSON.stringify(result))
  assert.deepEqual(result.effects, [])
  return result.said?.text ?? ''
}

/** A tool server that never answers, or whose answer has keys that objects react to. */
async function poisoned(request: ReadRequest): Promise<ReadAnswer> {
  if (request.args['id'] === 'never') return new Promise(() => {})
  const answer = readOrder({ ...request, args: { id: 'A17' } })
  if (request.args['id'] !== 'poisoned' || !answer.ok) return answer
  const value = JSON.parse(
    '{"id":"A17","__proto__":{"admin":true},"then":"x","toJSON":"x","constructor":{"admin":true}}',
  )
  return { ...answer, value }
}

/** The processes that this one has started. */
function children(): readonly number[] {
  const listed = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
  return listed.trim().split(' ').filter(Boolean).map(Number)
}
