import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import { definitionsOf } from '#api/check-policy.ts'
import { formatProblems } from '#core/file-problem.ts'
import { createLogger } from '#core/log.ts'
import { openToolServers } from '#mcp/tool-servers.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'
import { listening } from '../helpers/listening.ts'
import { startToolServer } from '../helpers/tool-server.ts'

const TILL = join(import.meta.dirname, '../fixtures/till-agents/till')
const TOOLS = `servers:
  heard: { url: '\${HEARD}', as: service }
  silent: { url: '\${SILENT}', as: service, timeout: 10m }
tools:
  heard/one: { effect: read, owner: none, why: Anybody may. }
  silent/one: { effect: read, owner: none, why: Anybody may. }
`

test('a server that says nothing is away once its time is over, whatever its calls may take; the others are heard', async (t) => {
  const heard = await startToolServer(t, { tools: [{ name: 'one', answer: () => ({ text: 'one' }) }] })
  const silent = await listening(
    t,
    createServer(() => {}),
  )
  const variables: Readonly<Record<string, string>> = { HEARD: heard.url, SILENT: `${silent}/mcp` }
  const reference = (name: string) => variables[name]
  const agent = await loadTwo(t, reference)
  const { signal } = t
  const { definitions, unreached } = await definitionsOf(agent, {
    accepted: new Map(),
    openServers: ({ servers, tools }) =>
      openToolServers({
        servers,
        declared: new Set(tools.map(({ tool }) => tool)),
        reference,
        log: createLogger('silent'),
        signal,
      }),
    reachedWithinMs: 5_000,
    signal,
  })
  assert.deepEqual([...definitions.keys()], ['heard/one'])
  assert.deepEqual(unreached, [{ server: 'silent', detail: 'No answer in 5 s.' }])
})

async function loadTwo(t: TestContext, reference: (name: string) => string | undefined) {
  const agents = await mkdtemp(join(tmpdir(), 'two-servers-'))
  t.after(() => rm(agents, { recursive: true }))
  const folder = join(agents, 'till')
  await cp(TILL, folder, { recursive: true })
  await rm(join(folder, 'playbooks'), { recursive: true })
  await writeFile(join(folder, 'tools.yaml'), TOOLS)
  const loaded = await loadAgent(folder, { reference, parsePlaybook })
  assert.ok(loaded.ok, loaded.ok ? '' : formatProblems(loaded.problems))
  return loaded.agent
}
