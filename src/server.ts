import { migrateBeforeServer } from '#db/migrate.ts'
import { openPort } from '#channels/web/open-port.ts'
import type { AppOptions } from './app/app.ts'
import { openExampleShop } from './app/example-shop.ts'
import { runUntilStopped } from './app/run-until-stopped.ts'

export interface ServerOptions extends Pick<AppOptions, 'followsFolders'> {
  /** Whether the database is brought to this version first, which only its owner may: once nobody else has the port. */
  readonly migratesFirst?: boolean
}

/**
 * The server: pages and API, and a worker with them unless RUN_WORKER says no. Until it is told to stop. `followsFolders`:
 * what changes in the agents' folders is taken in meanwhile.
 */
export function serve({ followsFolders = false, migratesFirst = false }: ServerOptions = {}): Promise<void> {
  const onProgress = (text: string): void => console.log(text)
  return runUntilStopped(async ({ config, context, signal }) => {
    await using parts = new AsyncDisposableStack()
    const port = parts.use(await openPort(config, context))
    // While the shop's process starts, the rest of ours is loaded.
    const rest = Promise.all([import('./app/app.ts'), import('./app/welcome.ts')])
    rest.catch(() => {}) // waited for below
    const database = migratesFirst ? parts.use(await migrateBeforeServer(config, context.log, onProgress)) : null
    const shop = parts.use(await openExampleShop(config, signal))
    const [{ startApp }, { welcome }] = await rest
    const app = parts.use(
      await startApp({
        config: shop.config,
        context,
        port,
        onProgress,
        signal,
        followsFolders,
        vectorsMayFollow: true,
        ...(database === null ? {} : { lent: { database } }),
      }),
    )
    console.log(welcome({ app, config, shopUrl: shop.outboxUrl }))
    return parts.move()
  })
}
