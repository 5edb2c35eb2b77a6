import { startApp } from './app.ts'
import { AppError } from './errors.ts'
import { runUntilStopped } from './run-until-stopped.ts'

await runUntilStopped(async ({ config, context, signal }) => {
  if (!config.DATABASE_URL) {
    throw new AppError(
      'A worker by itself needs PostgreSQL: set DATABASE_URL. On the embedded database the server works on runs itself.',
      { code: 'configuration' },
    )
  }
  const app = await startApp({ config, context, web: false, onProgress: (text) => console.log(text), signal })
  console.log(`A worker on ${app.services.database.description}. Ctrl-C lets it finish what it has begun.`)
  return app
})
