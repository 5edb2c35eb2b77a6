export function inputsFile(output: string): string
export function isFresh(output: string, besides?: readonly string[]): boolean
