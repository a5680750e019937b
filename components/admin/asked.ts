export type Asked = Readonly<Record<string, string | undefined>>

/** Address of the same list, asked a little differently; a new question begins at its first page. */
export function asked(now: Asked, change: Asked): string {
  const entries = Object.entries({ ...now, cursor: undefined, ...change })
  const query = new URLSearchParams(entries.flatMap(([key, value]) => (value ? [[key, value]] : [])))
  return `?${query}`
}
