// What npm scripts start: files of ours on Node 24, whichever Node npm has, one after the other while they end well.
// `node bin/run.js build.ts --before-server then bin/server.js --migrate`, in any shell.
import { runOnNode24 } from './on-node24.js'

const steps = [[]]
for (const word of process.argv.slice(2)) {
  if (word === 'then') steps.push([])
  else steps[steps.length - 1].push(word)
}
runOnNode24(steps)
