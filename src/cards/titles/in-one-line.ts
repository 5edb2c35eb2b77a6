/** Text from outside within a line of ours, where a second line would read as one of our own. */
export function inOneLine(text: string): string {
  const lines = text.split(/[\r\n\u2028\u2029]+/).map((line) => line.trim())
  return lines
    .filter((line) => line !== '')
    .join(', ')
    .replaceAll(',,', ',')
}
