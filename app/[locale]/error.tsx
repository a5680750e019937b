'use client'

import { usePathname } from 'next/navigation'

const words = {
  en: {
    title: 'This page did not load',
    help: 'Nothing of yours was lost. Try again; if it stays, come back in a minute.',
    again: 'Try again',
  },
  fr: {
    title: 'Cette page ne s’est pas chargée',
    help: 'Rien de ce qui est à vous n’est perdu. Réessayez ; sinon, revenez dans une minute.',
    again: 'Réessayer',
  },
} as const

/** Its own few words: when a page fails, its catalogues may be what failed. */
export default function PageError({ reset }: { reset(): void }) {
  const text = usePathname()?.startsWith('/fr') ? words.fr : words.en
  return (
    <main id="main" className="wrap py-32">
      <h1>{text.title}</h1>
      <p className="lead mt-6">{text.help}</p>
      <p className="mt-10">
        <button type="button" className="button" onClick={reset}>
          {text.again}
        </button>
      </p>
    </main>
  )
}
