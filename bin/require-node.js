// The first thing of every script, in words that Node 14 parses: an older Node fails in the middle of an import of
// TypeScript, with words that help nobody.
const NEEDED = 24
// Where `npm ci` brings Node itself: the packages node-… of package.json.
const BROUGHT = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64']

const version = process.versions.node
if (Number(version.split('.')[0]) < NEEDED) {
  const isBrought = BROUGHT.includes(`${process.platform}-${process.arch}`)
  const todo = isBrought
    ? `Run npm ci, which brings Node ${NEEDED}. After that npm scripts and npx parley use it by themselves.`
    : `Install Node ${NEEDED} from https://nodejs.org: for ${process.platform} on ${process.arch} npm ci doesn't bring it.`
  process.stderr.write(`Parley needs Node ${NEEDED} or newer, and this is Node ${version}.\n${todo}\n`)
  process.exit(1)
}
