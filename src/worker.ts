import { AppError } from '#core/errors.ts'
import { runUntilStopped } from './app/run-until-stopped.ts'

/** A worker by itself, beside servers on the same PostgreSQL. Until it is told to stop. */
export function work(): Promise<void> {
  return runUntilStopped(async ({ config, context, signal }) => {
    if (!config.DATABASE_URL) {
      throw new AppError(
        'A worker by itself needs PostgreSQL: set DATABASE_URL. On the embedded database the server works on runs itself.',
        { code: 'configuration' },
      )
    }
    const { startApp } = await import('./app/app.ts')
    const app = await startApp({ config, context, port: null, onProgress: (text) => console.log(text), signal })
    console.log(`A worker on ${app.services.database.description}. Ctrl-C lets it finish what it has begun.`)
    return app
  })
}
