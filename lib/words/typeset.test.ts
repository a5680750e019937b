import { describe, expect, it } from 'vitest'
import { letterText } from '@/lib/files/letter/letter'
import { catalogues, type Messages } from './catalogues'
import { translator } from './render'
import { typeset } from './typeset'

const texts = (messages: Messages): string[] =>
  Object.values(messages).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)))

describe('what is printed', () => {
  it('never leaves a French sign of punctuation alone on a line', () => {
    // Lexique des règles typographiques en usage à l’Imprimerie nationale: a fine space before ; ? ! and inside guillemets, a word space
    // before a colon, all of them unbreakable.
    expect(typeset('fr', 'Est-ce à vous ? « Oui » : gardé ; {share} %')).toBe(
      'Est-ce à vous\u202f? «\u202fOui\u202f»\u00a0: gardé\u202f; {share}\u202f%',
    )
    for (const text of texts(catalogues.fr)) expect(text).not.toMatch(/ [;?!:»%]|« /)
    expect(translator('fr')('me.state.running', { step: 'fonte' })).toBe('En fabrication\u00a0: fonte')
  })

  it('never parts a number from its unit, and leaves words that begin like one alone', () => {
    expect(typeset('en', '{a} mm, {b} °C, 80 % of {c} g')).toBe('{a}\u202fmm, {b}\u202f°C, 80\u202f% of {c}\u202fg')
    expect(typeset('fr', '{atelier} grave, {who} gère, {n} mmol, est-ce : 8')).toBe(
      '{atelier} grave, {who} gère, {n} mmol, est-ce\u00a0: 8',
    )
    expect(typeset('en', 'Really ? « so »')).toBe('Really ? « so »')
  })

  it('leaves messages with cases whole', () => {
    expect(translator('fr')('me.privacy.sessions', { count: 2 })).toBe('Vous êtes connecté sur 2 appareils.')
  })

  it('holds for a letter in plain text', () => {
    const letter = { subject: 's', title: 't', paragraphs: [], facts: [{ name: 'a', value: 'b' }], links: [], foot: [] }
    expect(letterText({ ...letter, locale: 'fr' })).toContain('a\u00a0: b')
    expect(letterText({ ...letter, locale: 'en' })).toContain('a: b')
  })
})
