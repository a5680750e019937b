import type { Locale } from '@/lib/words/render'
import { settings } from './settings'

const page = (letter: string) => (locale: Locale, token: string) => `${settings().PUBLIC_URL}/${locale}/${letter}/${token}`

/** Pages behind a link, as they stand in mails and answers. */
export const designPage = page('d')
export const orderPage = page('orders')
export const buildPage = page('b')
export const signInPage = page('sign-in')
export const piecesPage = (locale: Locale) => `${settings().PUBLIC_URL}/${locale}/me`
export const consentPage = page('consent')
export const livingPage = page('living')
