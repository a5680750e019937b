/** The most recently used answers, at most `limit` of them. */
export class Recent<Value> {
  readonly #values = new Map<string, Value>()

  constructor(readonly limit: number) {}

  get(key: string): Value | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) {
      this.#values.delete(key)
      this.#values.set(key, value)
    }
    return value
  }

  set(key: string, value: Value): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.limit) return
      this.#values.delete(oldest)
    }
  }
}
