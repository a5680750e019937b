import type { Locale } from './locale'
import { typeset } from './typeset'

/** Nested messages; a dot in a code is a level. ICU MessageFormat, typographic apostrophes only. */
export interface Messages {
  readonly [key: string]: string | Messages
}

import enAccount from './en/account.json'
import enAdmin from './en/admin.json'
import enAtelierApi from './en/atelier-api.json'
import enBuild from './en/build.json'
import enCardHolder from './en/card-holder.json'
import enCheckout from './en/checkout.json'
import enConfigurator from './en/configurator.json'
import enDesign from './en/design.json'
import enFiles from './en/files.json'
import enLimits from './en/limits.json'
import enMails from './en/mails.json'
import enManufacturability from './en/manufacturability.json'
import enNetwork from './en/network.json'
import enPages from './en/pages.json'
import enPricing from './en/pricing.json'
import enProduction from './en/production.json'
import enSalon from './en/salon.json'
import enServer from './en/server.json'
import enSheets from './en/sheets.json'
import enSignetRing from './en/signet-ring.json'
import enStaff from './en/staff.json'
import frAccount from './fr/account.json'
import frAdmin from './fr/admin.json'
import frAtelierApi from './fr/atelier-api.json'
import frBuild from './fr/build.json'
import frCardHolder from './fr/card-holder.json'
import frCheckout from './fr/checkout.json'
import frConfigurator from './fr/configurator.json'
import frDesign from './fr/design.json'
import frFiles from './fr/files.json'
import frLimits from './fr/limits.json'
import frMails from './fr/mails.json'
import frManufacturability from './fr/manufacturability.json'
import frNetwork from './fr/network.json'
import frPages from './fr/pages.json'
import frPricing from './fr/pricing.json'
import frProduction from './fr/production.json'
import frSalon from './fr/salon.json'
import frServer from './fr/server.json'
import frSheets from './fr/sheets.json'
import frSignetRing from './fr/signet-ring.json'
import frStaff from './fr/staff.json'

/** One file per room and language. A new room adds its two imports and its two entries here. */
const rooms: Readonly<Record<Locale, readonly Messages[]>> = {
  en: [
    enAccount,
    enAdmin,
    enAtelierApi,
    enBuild,
    enCheckout,
    enCardHolder,
    enConfigurator,
    enDesign,
    enFiles,
    enLimits,
    enMails,
    enManufacturability,
    enNetwork,
    enPages,
    enPricing,
    enProduction,
    enSalon,
    enServer,
    enSheets,
    enSignetRing,
    enStaff,
  ],
  fr: [
    frAccount,
    frAdmin,
    frAtelierApi,
    frBuild,
    frCheckout,
    frCardHolder,
    frConfigurator,
    frDesign,
    frFiles,
    frLimits,
    frMails,
    frManufacturability,
    frNetwork,
    frPages,
    frPricing,
    frProduction,
    frSalon,
    frServer,
    frSheets,
    frSignetRing,
    frStaff,
  ],
}

/** Later rooms may add to a namespace of an earlier one, never change a message. */
function merge(left: Messages, right: Messages): Messages {
  const merged: Record<string, string | Messages> = { ...left }
  for (const [key, value] of Object.entries(right)) {
    const present = merged[key]
    if (present === undefined) merged[key] = value
    else if (typeof present === 'object' && typeof value === 'object') merged[key] = merge(present, value)
    else throw new Error(`two rooms have words for "${key}"`)
  }
  return merged
}

function mapped(messages: Messages, change: (text: string) => string): Messages {
  const entries = Object.entries(messages).map(([key, value]) => [
    key,
    typeof value === 'string' ? change(value) : mapped(value, change),
  ])
  return Object.fromEntries(entries)
}

export const catalogues: Readonly<Record<Locale, Messages>> = {
  en: mapped(rooms.en.reduce(merge, {}), (text) => typeset('en', text)),
  fr: mapped(rooms.fr.reduce(merge, {}), (text) => typeset('fr', text)),
}
