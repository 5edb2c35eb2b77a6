#!/usr/bin/env node
// Runs by itself too: npx keeps a link to what the command was, and it was this file.
import { runCommandLine } from '#channels/command-line.ts'

const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
process.once('SIGINT', () => stop.abort())
// Whoever reads us may leave first (`parley queue | head -1`); that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await runCommandLine(process.argv.slice(2), {
  streams: { input: process.stdin, output: process.stdout, errors: process.stderr },
  signal: stop.signal,
  openShop: async (config, signal) => (await import('#example-shop.ts')).openExampleShop(config, signal),
})
