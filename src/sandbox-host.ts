import { AppError } from '#core/errors.ts'
import { openSandboxHost } from '#plan-language/sandbox-host.ts'
import { runUntilStopped } from './app/run-until-stopped.ts'

await runUntilStopped(async ({ config, context, signal }) => {
  const { SANDBOX_SOCKET: socket } = config
  if (socket === undefined) {
    throw new AppError(
      'A sandbox host needs a place to listen: set SANDBOX_SOCKET to a path, and the same for the server.',
      { code: 'configuration' },
    )
  }
  const host = await openSandboxHost({
    log: context.log,
    socket,
    production: config.NODE_ENV === 'production',
    networkAccepted: config.SANDBOX_NETWORK === 'accepted',
    signal,
  })
  console.log(`A sandbox host at ${socket}. Ctrl-C ends it, and with it the plans that run.`)
  return host
}, 'Ending what is running…')
