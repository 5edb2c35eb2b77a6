import { once } from 'node:events'
import { connect } from 'node:net'
import { readConfig } from '#core/config.ts'

// The health check of an image that has no curl: exit code 0 where the server here answers, and with the argument
// `sandbox`, where the sandbox host does. It has the variables of what it looks at.
const WITHIN_MS = 4_000

const { PORT, SANDBOX_SOCKET } = readConfig()
const isAlive = process.argv[2] === 'sandbox' ? sandboxGreets(SANDBOX_SOCKET) : serverAnswers(PORT)
process.exit((await isAlive.catch(() => false)) ? 0 : 1)

async function serverAnswers(port: number): Promise<boolean> {
  const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(WITHIN_MS) })
  return ok
}

// It only looks: a host starts nothing for whoever says nothing.
async function sandboxGreets(path = ''): Promise<boolean> {
  await once(connect(path), 'data', { signal: AbortSignal.timeout(WITHIN_MS) })
  return true
}
