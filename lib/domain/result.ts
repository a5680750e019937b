/** What a client or an atelier can cause is returned, never thrown. Words for `code` live in lib/words. */
export interface Refusal {
  /** Dotted code, e.g. `document.unknown-key`. */
  code: string
  /** JSON pointer to the offending value (RFC 6901), where there is one. */
  path?: string
  parameters?: Readonly<Record<string, string | number>>
}

export type Result<T, R = Refusal> = { ok: true; value: T } | { ok: false; refusal: R }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const refuse = (code: string, parameters?: Refusal['parameters'], path?: string): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code, ...(path === undefined ? {} : { path }), ...(parameters ? { parameters } : {}) },
})
