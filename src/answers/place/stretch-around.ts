/** The first and the last place of the stretch around a place in which each goes with the one before it. */
export function stretchAround(at: number, goesWithBefore: (place: number) => boolean): readonly [number, number] {
  let [from, to] = [at, at]
  while (goesWithBefore(from)) from--
  while (goesWithBefore(to + 1)) to++
  return [from, to]
}
