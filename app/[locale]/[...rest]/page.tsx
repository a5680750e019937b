import { notFound } from 'next/navigation'

/** Paths that no room answers, in the reader's language. */
export default function Unknown() {
  notFound()
}
