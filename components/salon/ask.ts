/** What a door of the house answered: its value, or why not in the reader's language. `line` is false when nobody answered. */
export type Answer<Value> =
  | { ok: true; value: Value }
  | { ok: false; line: boolean; code: string; words: string; seconds?: number; path?: string }

/** Asks a door of the house in JSON. Never throws. */
export async function ask<Value>(
  locale: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  key?: string,
): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        'accept-language': locale,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const said = (await response.json()) as Value & {
      code?: string
      words?: string
      path?: string
      parameters?: { seconds?: number }
    }
    if (response.ok) return { ok: true, value: said }
    const { code = 'server.broken', words = '', path: where, parameters } = said
    // The front door stands although the pages or the database behind it do not.
    const line = response.status < 500
    return {
      ok: false,
      line,
      code,
      words,
      ...(where ? { path: where } : {}),
      ...(parameters?.seconds ? { seconds: parameters.seconds } : {}),
    }
  } catch {
    return { ok: false, line: false, code: 'line.down', words: '' }
  }
}
