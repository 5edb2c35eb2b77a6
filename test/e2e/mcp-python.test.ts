import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { promisify } from 'node:util'
import { z } from 'zod'
import { someOf } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'

/*
 * The Python SDK's client against a running server. `MCP_PYTHON` names a Python that has it (`pip install mcp`); a machine
 * without one leaves this out.
 */
const PYTHON = process.env['MCP_PYTHON'] ?? 'python3'
const skip =
  spawnSync(PYTHON, ['-c', 'import mcp, mcp_types, httpx2']).status !== 0 && 'no Python here has the SDK `mcp`'
const CLIENT = join(import.meta.dirname, '../helpers/mcp_client.py')
const BIN = join(import.meta.dirname, '../../bin/parley.js')

const Waits = z.object({ plan: z.string(), roles: z.array(z.string()), link: z.string() })
const Refusal = z.object({
  isError: z.literal(true),
  _meta: z.object({ 'parley/error': z.looseObject({ code: z.string() }) }),
})
const Report = z.object({
  revision: z.string(),
  tools: z.array(z.string()),
  prompts: z.array(z.string()),
  answer: z.looseObject({ status: z.literal('done'), text: z.string() }),
  progress: z.int().positive(),
  proposed: z.looseObject({ status: z.literal('waiting'), waits: Waits }),
  decided: Refusal,
  exposed: z.looseObject({ status: z.literal('waiting'), waits: Waits }),
  passage: z.string(),
  prompt: z.looseObject({ messages: z.array(z.json()) }),
  reasons: z.array(z.string()),
  gone: Refusal,
})

const { parley, shop } = await startShop({ after })
const maya = parley.as('customer')

beforeEach(async () => {
  for (const { runId } of await maya.waitingPlans()) await maya.request('POST', `/v1/runs/${runId}/cancel`)
  await shop.renew()
})

async function work(address: string, mode: string, ...command: readonly string[]) {
  const env = { ...process.env, PARLEY_KEY: maya.key }
  const { stdout } = await promisify(execFile)(PYTHON, [CLIENT, address, mode, ...command], { env })
  return Report.parse(JSON.parse(stdout))
}

const WAYS = [
  ['over HTTP, which asks first which revision is spoken', () => work(`${parley.url}/mcp`, 'auto')],
  ['over HTTP, which knows only those before', () => work(`${parley.url}/mcp`, 'legacy')],
  ['by a program', () => work('stdio', 'auto', process.execPath, BIN, 'mcp', '--server', parley.url)],
] as const

for (const [how, working] of someOf(WAYS)) {
  test(
    `the Python SDK’s client ${how}, asks, proposes, reads and completes, and its yes is refused`,
    { skip },
    async (t) => {
      const report = await working()
      t.diagnostic(JSON.stringify(report))
      assert.equal(report.revision, '2025-11-25')
      for (const name of ['search_documents', 'ask', 'propose', 'status', 'cancel', 'decide', 'support.refund'])
        assert.ok(report.tools.includes(name), name)
      assert.ok(report.prompts.includes('support.refund'))
      assert.match(report.answer.text, /30 days/)
      assert.deepEqual(report.proposed.waits.roles, ['requester'])
      assert.equal(report.decided._meta['parley/error'].code, 'own-page-required')
      assert.ok(report.exposed.waits.roles.includes('requester'))
      assert.match(report.passage, /within 30 days/)
      assert.match(JSON.stringify(report.prompt), /support\.refund/)
      assert.deepEqual(report.reasons, ['damaged'])
      assert.equal(report.gone._meta['parley/error'].code, 'not-found')
      assert.deepEqual((await shop.book()).refunds, [])
    },
  )
}
