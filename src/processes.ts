// What is bundled into one file, and run by `bin/server.js` and `bin/worker.js`.
export { serve } from './server.ts'
export { work } from './worker.ts'
