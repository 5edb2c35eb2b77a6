/** Chooses some of a list, the same for the same seed: a mulberry32, which is small and good enough for a sample. */
export function choices(seed: number): <Item>(items: readonly Item[], count: number) => Item[] {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return (items, count) => {
    const keyed = items.map((item) => ({ item, key: next() }))
    return keyed
      .toSorted((one, other) => one.key - other.key)
      .slice(0, count)
      .map(({ item }) => item)
  }
}
