import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startShopProcess } from '../examples/shop/start-child.ts'
import type { Closing } from './closing.ts'

export interface BenchShop {
  readonly url: string
  /** Delivered orders of the example customer, each 129.00 EUR and refundable once. */
  readonly orderIds: readonly string[]
}

/** The example shop in a process of its own, with as many refundable orders as a run needs. */
export async function startBenchShop(closing: Closing, orders: number): Promise<BenchShop> {
  const dataDir = await temporaryFolder(closing)
  const once = await startShopProcess({ dataDir, token: null, signal: AbortSignal.timeout(60_000) })
  await once.close()
  const orderIds = copyOrder(join(dataDir, 'shop.sqlite'), orders)
  const shop = await startShopProcess({ dataDir, token: null, signal: new AbortController().signal })
  closing.after(() => shop.close())
  return { url: shop.url, orderIds }
}

/** The example agents without their calls per second and plans that may wait, which would be what is measured. */
export async function unhurriedAgents(closing: Closing): Promise<string> {
  const folder = await temporaryFolder(closing)
  await cp(join(import.meta.dirname, '../agents'), folder, { recursive: true })
  const tools = join(folder, 'support/tools.yaml')
  await writeFile(tools, (await readFile(tools, 'utf8')).replace(/^ *rate: .*\n/m, ''))
  const agent = join(folder, 'support/agent.yaml')
  await writeFile(agent, (await readFile(agent, 'utf8')).replace('limits: {', 'limits: { waitingPlans: 1000,'))
  return folder
}

async function temporaryFolder(closing: Closing): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  closing.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function copyOrder(file: string, times: number): readonly string[] {
  using database = new DatabaseSync(file)
  const columns = database
    .prepare('select name from pragma_table_info(?)')
    .all('orders')
    .map(({ name }) => String(name))
  const others = columns.filter((name) => name !== 'id').join(', ')
  const copy = database.prepare(`insert into orders (id, ${others}) select ?, ${others} from orders where id = 'A17'`)
  database.exec('begin')
  const ids = Array.from({ length: times }, (_, index) => `P${1000 + index}`)
  for (const id of ids) copy.run(id)
  database.exec('commit')
  return ids
}
