import { runBuilt } from './run-built.js'

// `--migrate`: for the owner of the database, as `npm start` is.
runBuilt('serve', { migratesFirst: process.argv.includes('--migrate') })
