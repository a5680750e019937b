/** What the API says to an action of an order's page: its answer, or its refusal in the reader's words. */
export type Answer<Body> = { ok: true; body: Body } | { ok: false; words?: string; body?: unknown }

/** Never throws: a cut line is an answer without words. */
export async function ask<Body>(path: string, locale: string, send?: { body?: unknown; key?: string }): Promise<Answer<Body>> {
  try {
    const response = await fetch(path, {
      method: send ? 'POST' : 'GET',
      headers: {
        'accept-language': locale,
        ...(send ? { 'content-type': 'application/json' } : {}),
        ...(send?.key ? { 'idempotency-key': send.key } : {}),
      },
      ...(send ? { body: JSON.stringify(send.body ?? {}) } : {}),
    })
    const body: unknown = await response.json()
    if (response.ok) return { ok: true, body: body as Body }
    const words = (body as { words?: unknown }).words
    return { ok: false, body, ...(typeof words === 'string' ? { words } : {}) }
  } catch {
    return { ok: false }
  }
}
