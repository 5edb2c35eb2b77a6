import { openExampleShop } from './example-shop.ts'
import { startApp } from './app.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { welcome } from './welcome.ts'

await runUntilStopped(async ({ config, context, signal }) => {
  await using parts = new AsyncDisposableStack()
  const shop = parts.use(await openExampleShop(config, signal))
  const app = parts.use(
    await startApp({ config: shop.config, context, web: true, onProgress: (text) => console.log(text), signal }),
  )
  console.log(welcome({ app, config, shopUrl: shop.outboxUrl }))
  return parts.move()
})
