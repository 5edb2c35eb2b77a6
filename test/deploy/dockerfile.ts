/** One instruction: `COPY src src` is `{ name: 'COPY', text: 'src src' }`. */
export interface Instruction {
  readonly name: string
  readonly text: string
}

export interface Stage {
  readonly name: string
  /** The image, or the stage, that it begins with. */
  readonly from: string
  readonly instructions: readonly Instruction[]
}

/** The stages of a Dockerfile, as far as ours uses the language. */
export function readDockerfile(text: string): readonly Stage[] {
  const stages: { name: string; from: string; instructions: Instruction[] }[] = []
  for (const instruction of instructionsIn(text)) {
    if (instruction.name === 'FROM') {
      const [from = '', , name = ''] = instruction.text.split(/\s+/)
      stages.push({ name, from, instructions: [] })
    } else stages.at(-1)?.instructions.push(instruction)
  }
  return stages
}

/** The words of an instruction in its list form: `CMD ["node", "a.ts"]`. */
export function wordsOf({ text }: Instruction): readonly string[] {
  const list: unknown = JSON.parse(text.slice(text.indexOf('[')))
  return Array.isArray(list) ? list.map(String) : []
}

function instructionsIn(text: string): readonly Instruction[] {
  return text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? []
      return { name: name.toUpperCase(), text: rest }
    })
}
