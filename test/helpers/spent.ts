/** Milliseconds that helpers have spent for tests in this process, by what for. */
export const spent = { database: 0, app: 0 }

/** Does `work` and counts its time. What is counted inside another's time is counted with both. */
export async function spending<Result>(what: keyof typeof spent, work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now()
  try {
    return await work()
  } finally {
    spent[what] += performance.now() - begun
  }
}
