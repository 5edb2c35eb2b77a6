// Preloaded into a command: says at its end which packages were loaded, which files of ours, and how many modules in all.
import { registerHooks } from 'node:module'

const ROOT = new URL('../../..', import.meta.url).href
const packages = new Set()
const ours = []
let modules = 0
registerHooks({
  load(url, context, next) {
    modules += 1
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
    if (name !== undefined) packages.add(name)
    else if (url.startsWith(ROOT)) ours.push(url.slice(ROOT.length))
    return next(url, context)
  },
})
process.on('exit', () => process.stderr.write(JSON.stringify({ modules, packages: [...packages], ours })))
