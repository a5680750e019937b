import { linesOf, type StoredLine } from '@/db/queries/maker-line'
import { database } from './database'

export interface MakerLine {
  id: string
  text: string
  /** First name and occasion, as far as the client agreed. */
  name?: string
  occasion?: string
  at: string
}

export const shownLine = ({ id, text, name, occasion, createdAt }: StoredLine): MakerLine => ({
  id,
  text,
  ...(name ? { name } : {}),
  ...(occasion ? { occasion } : {}),
  at: createdAt.toISOString(),
})

/** For the page that the line was written on, and for staff. Oldest first. */
export const linesOfBuild = async (production: string): Promise<MakerLine[]> =>
  (await linesOf(database(), production)).map(shownLine)
