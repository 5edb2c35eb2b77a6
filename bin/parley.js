#!/usr/bin/env node
import { onNode24 } from './on-node24.js'

const BUILT = 'dist/command/parley.js'

onNode24(async () => {
  // What was compiled for the command before is kept, as a server keeps it (`run-built.js`).
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  const { isFresh } = await import('./is-fresh.js')
  // A few files are read in two thirds of the time that hundreds are; who changes a source runs the source.
  await import(isFresh(BUILT) ? `../${BUILT}` : './parley.ts')
})
