import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { KEPT_NAMES } from '@/lib/domain/privacy/kept'
import { translator } from '@/lib/words/render'
import { KeptList } from './kept-list'

it.each(['en', 'fr'] as const)('names every kind that is kept, and why, in words of its own (%s)', (locale) => {
  const t = translator(locale)
  const page = renderToStaticMarkup(<KeptList t={t} />)
  expect(page.match(/<li>/g)).toHaveLength(KEPT_NAMES.length)
  for (const name of KEPT_NAMES)
    for (const part of ['what', 'why']) {
      const key = `privacy.kept.${name}.${part}`
      expect([key, t.has(key)]).toEqual([key, true])
      expect(page).toContain(t(key))
    }
  expect(new Set(KEPT_NAMES.map((name) => t(`privacy.kept.${name}.what`))).size).toBe(KEPT_NAMES.length)
})
