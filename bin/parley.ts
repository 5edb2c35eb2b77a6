#!/usr/bin/env node
// Runs by itself too: npx keeps a link to what the command was, and it was this file.
import { runCommandLine } from '#channels/command-line.ts'

const SAME_PRESS_MS = 1_000
const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  // The same Ctrl-C may come twice, from the terminal and from npm or an old Node that started us. A later one ends us.
  process.on(name, function onSignal() {
    stop.abort()
    setTimeout(() => process.off(name, onSignal), SAME_PRESS_MS).unref()
  })
}
// Whoever reads us may leave first (`parley queue | head -1`); that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await runCommandLine(process.argv.slice(2), {
  streams: { input: process.stdin, output: process.stdout, errors: process.stderr },
  signal: stop.signal,
  openShop: async (config, signal) => (await import('#app/example-shop.ts')).openExampleShop(config, signal),
})
