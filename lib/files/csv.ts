/** What spreadsheets would run as a formula; a leading apostrophe makes it text (OWASP, "CSV injection"). */
const ACTIVE = /^[=+\-@\t\r\n]/

/** One line of RFC 4180: every field quoted, inert in spreadsheets. Numbers are written as they are. */
export function csvLine(fields: readonly (string | number | undefined)[]): string {
  const cells = fields.map((field) => {
    if (typeof field === 'number') return String(field)
    const text = (field ?? '').replaceAll('\0', '')
    return `"${(ACTIVE.test(text.trimStart()) || ACTIVE.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  })
  return `${cells.join(',')}\r\n`
}
