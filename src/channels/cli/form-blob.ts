/**
 * A form with its file (RFC 7578) as one piece that is sent from where the file is. Not a `FormData`: a file that changes
 * while one is sent leaves its request waiting for ever, and ends the process.
 */
export function formBlob(fields: Readonly<Record<string, string>>, file: File): Blob {
  const boundary = `parley-${crypto.randomUUID()}`
  const open = (disposition: string) => `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`
  return new Blob(
    [
      ...Object.entries(fields).map(([name, value]) => `${open(`name="${name}"`)}\r\n${value}\r\n`),
      open(`name="file"; filename="${escaped(file.name)}"`),
      `content-type: ${file.type === '' ? 'application/octet-stream' : file.type}\r\n\r\n`,
      file,
      `\r\n--${boundary}--\r\n`,
    ],
    { type: `multipart/form-data; boundary=${boundary}` },
  )
}

function escaped(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22')
}
