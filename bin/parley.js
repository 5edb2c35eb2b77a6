#!/usr/bin/env node
import { onNode24 } from './on-node24.js'

onNode24(async () => {
  // What was compiled for the command before is kept, as a server keeps it (`run-built.js`).
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  await import('./parley.ts')
})
