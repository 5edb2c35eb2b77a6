import { chromium } from 'playwright-core'
import { startParley } from './helpers/parley.ts'
import { startTestShop } from './helpers/shop.ts'
const closers: (() => unknown)[] = []
const scope = { after: (f: () => unknown) => void closers.push(f) }
const shop = await startTestShop(scope as never)
const parley = await startParley(scope as never, {
  shop,
  environment: process.env.EMBED ? { EMBED_ORIGINS: process.env.EMBED } : {},
})
console.log(parley.url, parley.place.dataDir)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
try {
  const { default: run } = await import(process.argv[2]!)
  await run({ parley, shop, browser })
} catch (e) {
  console.error(e)
}
await browser.close()
for (const f of closers.reverse()) await f()
process.exit()
