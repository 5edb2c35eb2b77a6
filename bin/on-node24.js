// In JavaScript that Node 14 parses, as all that is read before Node 24 is found.
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { findNode24 } from './find-node24.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** Does it on Node 24: in this process, or by starting this program again. */
export function onNode24(main) {
  const node = findNode24()
  if (node === process.execPath) main()
  else runOnNode24([process.execArgv.concat(process.argv.slice(1))], node)
}

/** Runs Node 24 with each of these lists of words, one after the other while they end well. The last is what we become. */
export function runOnNode24(steps, node = findNode24()) {
  // For npm, `#!/usr/bin/env node`, and whatever else starts a Node from there.
  process.env.PATH = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter)
  keepWhatIsCompiled()
  const next = () => {
    const words = steps.shift()
    if (words === undefined) process.exit(0)
    const isLast = steps.length === 0 && process.platform !== 'win32'
    if (isLast && process.execve) process.execve(node, [node].concat(words), process.env)
    else startNode(node, words, next)
  }
  next()
}

// Two and a half thousand files are compiled at the first start, not at each, where the folder for temporary files can be
// written. What was executed can't be counted exactly in what is kept.
function keepWhatIsCompiled() {
  if (process.env.NODE_V8_COVERAGE !== undefined || process.env.NODE_COMPILE_CACHE !== undefined) return
  process.env.NODE_COMPILE_CACHE = join(tmpdir(), 'node-compile-cache')
}

// As good as taking our place, where that can't be done: what we are sent it is sent, and as it ends we end. Only who
// kills us at once (SIGKILL) leaves it alone.
function startNode(node, words, next) {
  const child = spawn(node, words, { stdio: 'inherit' })
  // On Windows a Ctrl-C reaches everybody by itself, and to send one is to kill.
  const forward = (signal) => process.platform === 'win32' || child.kill(signal)
  for (const name of SIGNALS) process.on(name, forward)
  child.on('exit', (code, signal) => {
    for (const name of SIGNALS) process.removeListener(name, forward)
    if (signal !== null) process.kill(process.pid, signal)
    else if (code !== 0) process.exit(code)
    else next()
  })
}
