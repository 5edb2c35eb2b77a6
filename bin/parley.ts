#!/usr/bin/env node
// Checked before anything is imported: an older Node fails in the middle of an import, with words that help nobody.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Parley needs Node 24 or newer, and this is ${process.versions.node}. Inside the project, npx parley brings its own.\n`,
  )
  process.exit(1)
}

const { runCommandLine } = await import('#channels/command-line.ts')
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
process.once('SIGINT', () => stop.abort())
// Whoever reads us may leave first (`parley queue | head -1`); that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await runCommandLine(process.argv.slice(2), {
  streams: { input: process.stdin, output: process.stdout, errors: process.stderr },
  signal: stop.signal,
})
export {}
