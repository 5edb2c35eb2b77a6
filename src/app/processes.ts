// What is bundled into one file, and run by `bin/server.js`, `bin/worker.js` and `bin/isolated-run.js`.
export { workOnSuspectRun } from './suspect-run.ts'
export { serve } from '../server.ts'
export { work } from '../worker.ts'
