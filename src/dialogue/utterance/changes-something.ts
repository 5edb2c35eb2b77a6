import type { NamedPlaybook, ToolDeclaration } from '#agents/contract.ts'

/** Whether a playbook's program names a tool that changes something. Where that can't be seen, it does. */
export function changesSomething(
  { source }: NamedPlaybook,
  { declarations }: { readonly declarations: ReadonlyMap<string, ToolDeclaration> },
): boolean {
  if (/\btools\s*\[|\btools\s*[,;)}=]/u.test(source)) return true
  const names = namesIn(source)
  return [...declarations].some(([tool, { effect }]) => effect === 'write' && names.has(lastName(tool)))
}

// Whole words: “cancelled” in a text names no tool.
function namesIn(source: string): ReadonlySet<string> {
  return new Set(source.match(/[\p{L}\p{N}_$-]+/gu) ?? [])
}

function lastName(tool: string): string {
  return tool.slice(Math.max(tool.lastIndexOf('.'), tool.lastIndexOf('/')) + 1)
}
