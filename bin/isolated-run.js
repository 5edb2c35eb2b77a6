import { runBuilt } from './run-built.js'

runBuilt('workOnSuspectRun')
