interface Drops {
  /** Files are held over the page, or aren't any more. */
  over(isHeldOver: boolean): void
  dropped(transfer: DataTransfer): void
}

/** Takes what is dropped anywhere on the page, which a browser would otherwise leave for the file. */
export function listenToDrops(signal: AbortSignal, { over, dropped }: Drops): void {
  let depth = 0 // entering what is inside comes before leaving what is around it
  const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', heard: (event: DragEvent) => void): void =>
    document.addEventListener(
      type,
      (event) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return
        event.preventDefault()
        heard(event)
      },
      { signal },
    )
  const moved = (by: number): void => {
    const wasOver = depth > 0
    depth = Math.max(0, depth + by)
    if (depth > 0 !== wasOver) over(depth > 0)
  }
  listen('dragover', () => {})
  listen('dragenter', () => moved(1))
  listen('dragleave', () => moved(-1))
  listen('drop', ({ dataTransfer }) => {
    moved(-depth)
    if (dataTransfer !== null) dropped(dataTransfer)
  })
}

/** The files that were dropped. A folder looks like one, and can't be read. */
export function droppedFiles({ items }: DataTransfer): readonly { readonly file: File; readonly isFolder: boolean }[] {
  return [...items].flatMap((item) => {
    const file = item.getAsFile()
    return file === null ? [] : [{ file, isFolder: item.webkitGetAsEntry()?.isDirectory === true }]
  })
}
