import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import assert from 'node:assert/strict'
import { AppError } from '#core/errors.ts'
import { testPlace, type DatabasePlace, type Scope } from '../../helpers/database.ts'
import { startParley, type TestParley } from '../../helpers/parley.ts'
import { COMES_WITHIN_MS } from '../../helpers/patient.ts'
import { startSandboxHost } from '../../helpers/sandbox-host.ts'
import { startToolProxy, type ProxiedRequest, type ProxyAction } from '../../helpers/tool-proxy.ts'
import { startBank, type Bank } from './bank.ts'

/** All that stands around the workers: the bank and the way to it, the database, a server without a worker of its own. */
export interface House {
  readonly bank: Bank
  readonly place: DatabasePlace
  readonly parley: TestParley
  /** For `startWorkerProcess`. One address of the bank for all: another is another plan, which nobody has approved. */
  readonly worker: {
    readonly shop: { readonly url: string; readonly token: string }
    readonly place: DatabasePlace
    readonly environment: Readonly<Record<string, string>>
  }
  /** What becomes of a call to the bank. */
  onCall: (request: ProxiedRequest) => ProxyAction
}

const AGENTS = join(import.meta.dirname, '../../fixtures/crash-agents')

/** Opens a house on PostgreSQL; `changes` are made to the agent's tools.yaml. */
export async function openHouse(
  scope: Scope,
  changes: readonly (readonly [from: string, to: string])[] = [],
): Promise<House> {
  const bank = await startBank(scope)
  const place = await testPlace(scope)
  const folder = await mkdtemp(join(tmpdir(), 'crash-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  await cp(AGENTS, join(folder, 'agents'), { recursive: true })
  for (const change of changes) await changeTools(join(folder, 'agents/bank/tools.yaml'), change)
  const { socket } = await startSandboxHost(scope)
  const environment = {
    AGENTS_DIR: join(folder, 'agents'),
    RUN_LEASE_MS: '1500',
    RUN_WORKER: 'false',
    SANDBOX_SOCKET: socket,
    // A worker lives for one plan; what it doesn't use needn't be started for it.
    SANDBOX_PROCESSES: '1',
    NODE_COMPILE_CACHE: join(folder, 'cache'),
    LOG_LEVEL: 'warn',
    // Nothing is compared by its meaning here; an embedding model that isn't there costs no start of its own.
    EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9',
    EMBEDDINGS_MODEL: 'none',
  }
  const house = { bank, place, onCall: (): ProxyAction => 'pass' } as Pick<House, 'bank' | 'place' | 'onCall'>
  const proxy = await startToolProxy(scope, bank.url, (request) => house.onCall(request))
  const shop = { url: proxy.url, token: 'bank' }
  const parley = await startOnceHeard(() => startParley(scope, { shop, place, environment }))
  const worker = { shop, place, environment }
  return Object.assign(house, { parley, worker })
}

/** Who doesn't hear of the bank's tools in the time that one call of them has is started again: a busy machine needs more. */
async function startOnceHeard(start: () => Promise<TestParley>): Promise<TestParley> {
  for (const until = performance.now() + COMES_WITHIN_MS; ;) {
    try {
      return await start()
    } catch (error) {
      const isUnheard = error instanceof AppError && error.code === 'tool-unreachable'
      if (!isUnheard || performance.now() > until) throw error
    }
  }
}

async function changeTools(file: string, [from, to]: readonly [string, string]): Promise<void> {
  const text = await readFile(file, 'utf8')
  assert.ok(text.includes(from), `tools.yaml has no ${from}`)
  await writeFile(file, text.replaceAll(from, to))
}
