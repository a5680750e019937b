/** What was made last, by key, oldest out first; `free` hears of what goes. A person switches between few things. */
export class Recent<T> {
  private readonly known = new Map<string, T>()

  constructor(
    private readonly most: number,
    private readonly free: (gone: T) => void = () => {},
  ) {}

  /** The known one, or what `make` gives; that is kept unless `keeps` says no, and then it is the caller's to free. */
  of(key: string, make: () => T, keeps: (made: T) => boolean = () => true): T {
    const found = this.known.get(key)
    if (found !== undefined) {
      this.known.delete(key)
      this.known.set(key, found)
      return found
    }
    const made = make()
    if (!keeps(made)) return made
    this.known.set(key, made)
    for (const [oldest, gone] of this.known) {
      if (this.known.size <= this.most) break
      this.known.delete(oldest)
      this.free(gone)
    }
    return made
  }
}
