import { ThreadNews } from './thread-news.ts'

/** Who follows which thread in this process. */
export class ThreadFollowers {
  readonly #following = new Map<string, Set<ThreadNews>>()

  /** One more follower of a thread, until its news are disposed. */
  add(thread: string): ThreadNews {
    const followers = this.#following.get(thread) ?? new Set()
    const news = new ThreadNews(() => {
      followers.delete(news)
      if (followers.size === 0 && this.#following.get(thread) === followers) this.#following.delete(thread)
    })
    this.#following.set(thread, followers.add(news))
    return news
  }

  of(thread: string): Iterable<ThreadNews> {
    return this.#following.get(thread) ?? []
  }

  all(): Iterable<ThreadNews> {
    return [...this.#following.values()].flatMap((followers) => [...followers])
  }
}
