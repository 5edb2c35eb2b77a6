import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, type TestContext } from 'node:test'
import { createLogger } from '#core/log.ts'
import type {
  DryRun,
  DryRunOptions,
  JournalEntry,
  PlanProgram,
  PlanTool,
  ReadAnswer,
  ReadRequest,
  Sandbox,
} from '#plan-language/contract.ts'
import { PLAN_LIMITS } from '#plan-language/limits.ts'
import { openSandbox } from '#plan-language/sandbox.ts'
import type { JsonObject } from '#core/json.ts'
import { build } from '../../build.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/sandbox')

export interface ShopSandboxOptions {
  readonly child?: string
  readonly isolate?: string
  readonly size?: number
}

/** A sandbox of the real bundles, or with one of them replaced by a hostile one of test/fixtures/sandbox. */
export async function openShopSandbox(t: TestContext, options: ShopSandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await open(options)
  t.after(() => sandbox[Symbol.asyncDispose]())
  return sandbox
}

/** The same for all tests of a file. */
export function shareShopSandbox(options: ShopSandboxOptions = {}): () => Sandbox {
  let sandbox: Sandbox | null = null
  before(async () => {
    sandbox = await open(options)
  })
  after(() => sandbox?.[Symbol.asyncDispose]())
  return () => sandbox ?? assert.fail('no test has begun')
}

async function open({ child, isolate, size = 2 }: ShopSandboxOptions): Promise<Sandbox> {
  await build()
  return openSandbox({
    log: createLogger('silent'),
    socket: null,
    production: false,
    networkAccepted: true,
    signal: AbortSignal.timeout(20_000),
    size,
    now: () => new Date(0),
    files: {
      ...(child !== undefined && { child: join(FIXTURES, child) }),
      ...(isolate !== undefined && { isolate: join(FIXTURES, isolate) }),
    },
  })
}

export function program(source: string): PlanProgram {
  return {
    source,
    literals: { data: ['operator'], ctrl: [] },
    slots: { orderId: { value: 'A17', labels: { '': { data: ['user:customer'], ctrl: [] } } } },
    tools: TOOLS,
    now: Date.UTC(2026, 0, 1),
    limits: PLAN_LIMITS,
  }
}

/** Runs a program over the shop's orders, or over the reads that a test gives. */
export async function run(
  sandbox: Sandbox,
  planProgram: PlanProgram,
  options: Partial<DryRunOptions> = {},
): Promise<DryRun> {
  return sandbox.dryRun(planProgram, {
    signal: AbortSignal.timeout(20_000),
    read: async (request) => readOrder(request),
    onEntry: async () => {},
    ...options,
  })
}

export function readOrder({ args }: ReadRequest): ReadAnswer {
  const { id } = args
  if (typeof id !== 'string' || !id.startsWith('A')) return { ok: true, value: null, labels: { '': from('') } }
  const value = {
    id,
    status: 'delivered',
    total: 12_900,
    currency: 'EUR',
    customerEmail: 'maya.lindqvist@example.com',
    note: 'please be quick',
  }
  const fields = Object.keys(value).map((field) => [`/${field}`, from(`.${field}`)] as const)
  return { ok: true, value, labels: { '': from(''), ...Object.fromEntries(fields) } }
}

function from(field: string) {
  return { data: [`tool:shop/orders.get${field}`], ctrl: [] }
}

/** Collects what a run stores. */
export function journalOf(entries: JournalEntry[]): Pick<DryRunOptions, 'onEntry'> {
  return { onEntry: async (entry) => void entries.push(entry) }
}

const TOOLS: Readonly<Record<string, PlanTool>> = {
  'shop/orders.get': {
    ...tool('read', { id: { type: 'string' } }, ['id']),
  },
  'shop/refunds.create': tool(
    'write',
    {
      orderId: { type: 'string' },
      amount: { type: 'integer', minimum: 1 },
      currency: { enum: ['EUR'] },
      reason: { type: 'string' },
    },
    ['orderId', 'amount', 'currency'],
  ),
  'shop/mail.send': {
    ...tool(
      'write',
      { to: { type: 'string', format: 'email' }, template: { type: 'string' }, values: { type: 'object' } },
      ['to', 'template', 'values'],
    ),
    later: ['values'],
  },
}

function tool(kind: 'read' | 'write', properties: JsonObject, required: readonly string[]): PlanTool {
  const result = { type: 'object', properties: { id: { type: 'string' }, status: { type: 'string' } } }
  return {
    kind,
    argsSchema: { type: 'object', properties, required, additionalProperties: false },
    resultSchema: kind === 'write' ? result : null,
    inheritsArguments: false,
    later: [],
  }
}
