import type { ServerResponse } from 'node:http'

/** A reader who takes nothing for so long is let go, and comes back with what it had last. */
const MOST_UNREAD = 1_048_576

/** Writes to a stream that may have ended: on a reader that has stopped reading that would be an error of the whole process. */
export function writeTo(response: ServerResponse, text: string): void {
  if (response.writableEnded) return
  if (response.writableLength > MOST_UNREAD) response.destroy()
  else response.write(text)
}
