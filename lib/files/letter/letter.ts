import type { Locale } from '@/lib/words/locale'

/**
 * A letter to a client, in its language: whole sentences, ready to be set as plain text or HTML. A link is an address or a mark such
 * as `[[build]]` that whoever sends the letter fills in.
 */
export interface Letter {
  locale: Locale
  subject: string
  /** The one sentence that says the whole truth. */
  title: string
  /** Absent where we do not know whom we write to. */
  greeting?: string
  paragraphs: readonly string[]
  /** What was measured, promised or paid, one row each. */
  facts: readonly { name: string; value: string; before?: string }[]
  action?: { label: string; link: string }
  /** Further links, each with what it is for. */
  links: readonly { label: string; link: string }[]
  /** Why this letter came, and who wrote it. */
  foot: readonly string[]
}

/** One line of plain words: no control character, no line break, no mark of ours, at most `most` characters. */
export function oneLine(text: string, most = 300): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\[{2,}/g, '[')
    .replaceAll(/\s{2,}|[^\S\u00a0\u202f]/gu, ' ')
    .trim()
  return plain.length > most ? `${plain.slice(0, most - 1).trimEnd()}…` : plain
}

/** The letter as plain text, with everything that the HTML says, in the same order. Lines end in `\n`. */
export function letterText(letter: Letter): string {
  const colon = letter.locale === 'fr' ? '\u00a0:' : ':'
  const facts = letter.facts.map(({ name, value, before }) => `${name}${colon} ${value}${before ? ` (${before})` : ''}`)
  const links = [...(letter.action ? [letter.action] : []), ...letter.links].map(({ label, link }) => `${label}${colon}\n${link}`)
  const blocks = [
    letter.title,
    letter.greeting ?? '',
    ...letter.paragraphs,
    facts.join('\n'),
    ...links,
    `-- \n${letter.foot.join('\n')}`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}
