/** The provider's error reply: `{error: {type, code, message, param, …}}` with its HTTP status. */
export class StripeFault extends Error {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, type: string, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.body = { type, message, ...more }
  }
}

export const invalid = (message: string, more: Readonly<Record<string, unknown>> = {}, status = 400) =>
  new StripeFault(status, 'invalid_request_error', message, more)

export const missing = (what: string, id: string, param = 'id') =>
  invalid(`No such ${what}: '${id}'`, { code: 'resource_missing', param }, 404)
