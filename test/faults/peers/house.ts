import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChaosProxy, type ChaosProxy } from '../../helpers/chaos-proxy.ts'
import { testPlace, type DatabasePlace, type Scope } from '../../helpers/database.ts'
import { fails, openModelServer, saysJson, type ChatRequest, type ModelReply } from '../../helpers/model-server.ts'
import { startParleyProcess, type ParleyProcess } from '../../helpers/parley-process.ts'
import { routesTo } from '../../helpers/planner-replies.ts'
import { atPort } from '../../helpers/postgres-proxy.ts'
import { socketPath, startSandboxHost } from '../../helpers/sandbox-host.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { startBank, type Bank } from '../crash/bank.ts'

/** A server as a process of its own, with a proxy between it and each of its peers. */
export interface PeerHouse {
  readonly links: Readonly<Record<string, ChaosProxy>>
  readonly parley: ParleyProcess
  readonly place: DatabasePlace
  readonly bank: Bank
}

/** Where programs run: in children of the server, or in a sandbox host that it reaches over a socket. */
export type Sandbox = 'children' | 'host'

const AGENTS = join(import.meta.dirname, '../../../agents')
const BANK = join(import.meta.dirname, '../../fixtures/crash-agents/bank')

export async function openPeerHouse(scope: Scope, sandbox: Sandbox, random: () => number): Promise<PeerHouse> {
  const shop = await startTestShop(scope)
  const bank = await startBank(scope)
  const model = await openModelServer((request) => replyTo(request, random))
  scope.after(async () => model[Symbol.asyncDispose]())
  const place = await testPlace(scope, 'documents')
  const tools = await proxyFor(scope, shop.url)
  const payments = await proxyFor(scope, bank.url)
  const models = await proxyFor(scope, model.url)
  const database = place.url ? await proxyFor(scope, place.url.reveal()) : null
  const host = sandbox === 'host' ? await startBehindSocket(scope) : null
  const parley = await startParleyProcess(scope, {
    shop: { url: tools.url, token: shop.token },
    place,
    environment: {
      ...model.environment,
      AGENTS_DIR: await agentsWithBank(scope, payments.url),
      OPENAI_BASE_URL: models.url,
      SANDBOX_PROCESSES: '2',
      ...(database && { DATABASE_URL: database.url }),
      ...(host && { SANDBOX_SOCKET: String(host.at) }),
    },
  })
  const links = {
    tools: tools.proxy,
    payments: payments.proxy,
    model: models.proxy,
    ...(database && { database: database.proxy }),
    ...(host && { sandbox: host }),
  }
  return { links, parley, place, bank }
}

// A model that sends what it is asked about anywhere, but for what only one playbook does.
function replyTo({ schemaName, messages }: ChatRequest, random: () => number): ModelReply {
  if (schemaName === 'answer') return saysJson({ sentences: [] })
  if (schemaName !== 'reading') return fails(400)
  if (messages.some(({ content }) => content.includes('settle account'))) return routesTo('playbook', 'settle')
  return random() < 0.5 ? routesTo('answer') : routesTo('playbook', 'refund')
}

async function startBehindSocket(scope: Scope): Promise<ChaosProxy> {
  const host = await startSandboxHost(scope)
  return startChaosProxy(scope, host.socket, await socketPath(scope))
}

/** The example agent, and the bank of the crash test. */
async function agentsWithBank(scope: Scope, url: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'peers-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  await cp(AGENTS, folder, { recursive: true })
  await cp(BANK, join(folder, 'bank'), { recursive: true })
  const file = join(folder, 'bank/tools.yaml')
  const tools = await readFile(file, 'utf8')
  // A machine with much else to do isn't a peer at fault.
  await writeFile(file, tools.replace('${SHOP_MCP_URL}', url).replace('timeout: 400ms', 'timeout: 2s'))
  return folder
}

async function proxyFor(scope: Scope, target: string): Promise<{ readonly proxy: ChaosProxy; readonly url: string }> {
  const proxy = await startChaosProxy(scope, Number(new URL(target).port || '5432'))
  return { proxy, url: atPort(target, Number(proxy.at)) }
}
