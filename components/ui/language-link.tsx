'use client'

import { usePathname } from 'next/navigation'
import type { Locale } from '@/lib/words/locale'

/** The same page in another language; a working copy in the fragment comes along. */
export function LanguageLink({ to, name, short }: { to: Locale; name: string; short?: string }) {
  const path = usePathname() ?? '/'
  return (
    <a
      href={path.replace(/^\/[a-z]{2}(?=\/|$)/, `/${to}`)}
      hrefLang={to}
      lang={to}
      aria-label={short ? name : undefined}
      onClick={(event) => {
        event.currentTarget.href = event.currentTarget.pathname + window.location.search + window.location.hash
      }}
    >
      {short ?? name}
    </a>
  )
}
