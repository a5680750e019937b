import type { Locale } from '@/lib/words/render'
import { buildPage, orderPage, piecesPage, signInPage } from './addresses'
import { buildToken } from './release'
import { deriveToken } from './secrets'
import { settings } from './settings'

/** Opens an order's page from its letters. Derived, so that only its hash is kept. */
export const mailedOrderToken = (order: string): string => deriveToken(settings().LINK_SECRET, 'mailed-order', order)

/** Signs in whoever asked for it. Derived from the request's id, so that only its hash is kept. */
export const signInToken = (request: string): string => deriveToken(settings().LINK_SECRET, 'sign-in', request)

/** What a letter is about, as far as its links need it. */
export interface MailSubject {
  locale: Locale
  order?: string | undefined
  request?: string | undefined
  /** How many build links were taken back before the one that holds. */
  linkNumber?: number
}

/** Fills in the marks of a letter; one that this letter has no right to stays as it is. */
export function withLinks(text: string, { locale, order, request, linkNumber }: MailSubject): string {
  const links: Readonly<Record<string, string | undefined>> = {
    build: order && buildPage(locale, buildToken(order, linkNumber)),
    order: order && orderPage(locale, mailedOrderToken(order)),
    pieces: piecesPage(locale),
    'sign-in': request && signInPage(locale, signInToken(request)),
  }
  return text.replaceAll(/\[\[([a-z-]+)\]\]/g, (mark, name: string) => links[name] ?? mark)
}
