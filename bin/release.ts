import { git } from './release/git.ts'
import { refusals } from './release/refusals.ts'
import { fixturesOf, releaseSteps } from './release/steps.ts'

// Makes a release of what is committed: `npm run release -- 1.2.3`, and with `--dry-run` only says what it would do. What
// leaves this machine is left to a person. docs/how-to/release.md says more.
const words = process.argv.slice(2)
const [release, ...more] = words.filter((word) => word !== '--dry-run')
if (release === undefined || more.length > 0) {
  console.error('Name the version to release: npm run release -- 1.2.3 [--dry-run]')
  process.exit(2)
}
const reasons = await refusals(release)
if (reasons.length > 0) {
  for (const reason of reasons) console.error(reason)
  console.error(`${release} isn't released, and nothing was changed.`)
  process.exit(1)
}
const steps = releaseSteps(release)
if (words.includes('--dry-run')) {
  console.log(`A release of ${release} would:`)
  for (const { says } of steps) console.log(`  ${says}`)
  process.exit(0)
}
const before = await git('rev-parse', 'HEAD')
for (const step of steps) {
  console.log(`${step.says}…`)
  try {
    await step.do()
  } catch (error) {
    console.error(error)
    console.error(await stateAfter(step.says, release))
    process.exit(1)
  }
}
console.log(`
${release} is committed and tagged here. What is left for you:
  npm test -- test/e2e/upgrade.test.ts
  git push origin HEAD v${release}
  docker build -t parley:${release} .`)
process.exit(0)

/** In what state a release that failed at a step left the tree, and what to do about it. */
async function stateAfter(step: string, name: string): Promise<string> {
  const failed = `It failed at: ${step}.`
  if ((await git('rev-parse', 'HEAD')) !== before) {
    return `${failed}\nThe release is committed and not tagged. Tag it:\n  git tag --annotate v${name} --message "Parley ${name}"`
  }
  const changed = await git('status', '--short')
  const undo = `git restore --staged --worktree . && git clean -fd ${fixturesOf(name)}`
  return `${failed}\nNothing is committed. These files are changed:\n${changed}\nTo have them as before:\n  ${undo}`
}
