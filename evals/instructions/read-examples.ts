import { readFileSync } from 'node:fs'

/** The passages in a file of examples: one a line, `\n` in it a line end and `\u{…}` a character; `# ` and `## ` begin comments. */
export function readExamples(path: string): readonly string[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '' && !/^##? /u.test(line)).map(unescaped)
}

function unescaped(line: string): string {
  return line
    .replaceAll('\\n', '\n')
    .replaceAll(/\\u\{([0-9A-F]+)\}/gu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
}
