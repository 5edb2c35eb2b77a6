import { enableCompileCache } from 'node:module'

// What was compiled in the start before is kept in the folder for temporary files; where it can't be written, a start
// takes longer.
enableCompileCache()
const { work } = await import('../dist/processes.js')
await work()
