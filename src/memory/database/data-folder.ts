import { access, constants, mkdir } from 'node:fs/promises'

/** Makes the folder where it isn't there. False where nothing can be written in it: a container with a read-only root. */
export async function canWriteIn(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
