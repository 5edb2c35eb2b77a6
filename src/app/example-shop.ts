import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startShopProcess, type ShopProcess } from '../../examples/shop/start-child.ts'
import type { Config } from '#core/config.ts'

export interface ExampleShop extends AsyncDisposable {
  /** The configuration, with the shop's address where it had none. */
  readonly config: Config
  /** The shop's page; null where the operator's own tool server is used. */
  readonly outboxUrl: string | null
}

/** Starts the example shop where SHOP_MCP_URL doesn't name another, so that a first start needs nothing else. */
export async function openExampleShop(config: Config, signal: AbortSignal): Promise<ExampleShop> {
  if (config.reference('SHOP_MCP_URL') !== undefined) {
    return { config, outboxUrl: null, [Symbol.asyncDispose]: () => Promise.resolve() }
  }
  const dataDir = join(config.DATA_DIR, 'shop')
  await mkdir(dataDir, { recursive: true })
  const shop = await startShop(dataDir, await portBefore(dataDir), signal)
  await writeFile(portFile(dataDir), new URL(shop.url).port)
  return {
    config: { ...config, reference: (name) => (name === 'SHOP_MCP_URL' ? shop.url : config.reference(name)) },
    outboxUrl: shop.outboxUrl,
    [Symbol.asyncDispose]: () => shop.close(),
  }
}

async function startShop(dataDir: string, port: number, signal: AbortSignal): Promise<ShopProcess> {
  const options = { dataDir, token: null, signal }
  if (port === 0) return startShopProcess(options)
  try {
    return await startShopProcess({ ...options, port })
  } catch {
    signal.throwIfAborted()
    return startShopProcess(options)
  }
}

// An approval covers the address that its effects go to, so a restart goes back to the port of the start before.
async function portBefore(dataDir: string): Promise<number> {
  const text = await readFile(portFile(dataDir), 'utf8').catch(() => '0')
  return Number.parseInt(text, 10) || 0
}

function portFile(dataDir: string): string {
  return join(dataDir, 'port')
}
