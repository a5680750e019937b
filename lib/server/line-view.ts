import { answersOf, linesOf, type StoredAnswer, type StoredLine } from '@/db/queries/maker-line'
import { database } from './database'

export interface MakerLine {
  id: string
  text: string
  /** First name and occasion, as far as the client agreed. */
  name?: string
  occasion?: string
  at: string
  /** What the house answered, oldest first. */
  answers: { id: string; text: string; at: string }[]
}

export const shownLine = (
  { id, text, name, occasion, createdAt }: StoredLine,
  answers: readonly StoredAnswer[] = [],
): MakerLine => ({
  id,
  text,
  ...(name ? { name } : {}),
  ...(occasion ? { occasion } : {}),
  at: createdAt.toISOString(),
  answers: answers
    .filter(({ line }) => line === id)
    .map((answer) => ({ id: answer.id, text: answer.text, at: answer.createdAt.toISOString() })),
})

/** For the page that the line was written on, for the maker and for staff. Oldest first. */
export async function linesOfBuild(production: string): Promise<MakerLine[]> {
  const lines = await linesOf(database(), production)
  const answers = await answersOf(
    database(),
    lines.map(({ id }) => id),
  )
  return lines.map((line) => shownLine(line, answers))
}
