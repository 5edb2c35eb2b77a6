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
    const made = statSync(ROOT + output).mtimeMs
    const inputs = JSON.parse(readFileSync(ROOT + inputsFile(output), 'utf8'))
    return besides.concat(inputs).every((path) => statSync(ROOT + path).mtimeMs <= made)
  } catch {
    return false // the output, its list, or something that it was made of isn't there
  }
}
