export function inputsFile(output: string): string
export function isFresh(output: string, besides?: readonly string[]): boolean
export function isNoOlder(made: string, others: readonly string[]): boolean
