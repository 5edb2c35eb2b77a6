import { ThreadSubscription } from './thread-subscription.ts'

/** Who follows which thread in this process. */
export class ThreadFollowers {
  readonly #following = new Map<string, Set<ThreadSubscription>>()

  /** One more follower of a thread, until its news are disposed. */
  add(thread: string): ThreadSubscription {
    const followers = this.#following.get(thread) ?? new Set()
    const news = new ThreadSubscription(() => {
      followers.delete(news)
      if (followers.size === 0 && this.#following.get(thread) === followers) this.#following.delete(thread)
    })
    this.#following.set(thread, followers.add(news))
    return news
  }

  of(thread: string): Iterable<ThreadSubscription> {
    return this.#following.get(thread) ?? []
  }

  all(): Iterable<ThreadSubscription> {
    return [...this.#following.values()].flatMap((followers) => [...followers])
  }
}
