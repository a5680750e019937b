/** Keys of one action: what is asked again without having been answered is asked under the same key, so it counts once. */
export class RequestKeys {
  #waiting: { meaning: string; key: string } | undefined

  /** `meant`: everything that is sent; something else is another request. */
  keyFor(meant: unknown): string {
    const meaning = JSON.stringify(meant)
    if (this.#waiting?.meaning !== meaning) this.#waiting = { meaning, key: crypto.randomUUID() }
    return this.#waiting.key
  }

  /** From now on the same is meant anew. */
  answered(): void {
    this.#waiting = undefined
  }
}
