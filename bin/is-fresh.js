// Whether what was built is what the sources say. In JavaScript, since a command asks before it has anything else.
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The file that lists what a file of `dist/` was made of, by paths from the package's folder. */
export function inputsFile(output) {
  return `${output}.inputs.json`
}

/** Whether all that a file of `dist/` was made of, and what is named besides, is there and no younger than it. */
export function isFresh(output, besides = []) {
  try {
    const inputs = JSON.parse(readFileSync(ROOT + inputsFile(output), 'utf8'))
    return isNoOlder(
      ROOT + output,
      besides.concat(inputs).map((path) => ROOT + path),
    )
  } catch {
    return false // there is no list of it
  }
}

/** Whether a file is there, all of the others are, and none of them is younger than it. */
export function isNoOlder(made, others) {
  try {
    const { mtimeMs } = statSync(made)
    return others.every((path) => statSync(path).mtimeMs <= mtimeMs)
  } catch {
    return false
  }
}
