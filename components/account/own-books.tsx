import type { Locale } from '@/lib/words/locale'
import { formatDate, type Translate } from '@/lib/words/render'

interface Given {
  t: Translate
  locale: Locale
  books: readonly { id: string; city: string; since: string }[]
  /** Says whether a book is the client's: fields `book`, `mine` (`yes` or `no`). */
  answer(form: FormData): Promise<void>
}

/** Books that shops keep under the client's address: each is theirs or not, as they say. */
export function BooksAsked({ t, locale, books, answer, email }: Given & { email: string }) {
  return (
    <section className="account-waiting" aria-labelledby="books">
      <h2 id="books">{t('me.books.title')}</h2>
      <p>{t('me.books.text', { email })}</p>
      <ul className="account-books">
        {books.map((book) => (
          <li key={book.id}>
            <span>{t('me.books.book', { city: book.city, date: formatDate(locale, book.since, 'dated') })}</span>
            <form action={answer} className="account-choices">
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="book" value={book.id} />
              <button className="button second tool" type="submit" name="mine" value="yes">
                {t('me.books.join')}
              </button>
              <button className="link tall" type="submit" name="mine" value="no">
                {t('me.books.refuse')}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Books that the client said are theirs: the way to what they allow there, and out. `open` leads to their own page of it. */
export function BooksJoined({ t, locale, books, answer, open }: Given & { open(form: FormData): Promise<void> }) {
  return (
    <section aria-labelledby="books">
      <h2 id="books">{t('me.books.joined')}</h2>
      <p>{t('me.books.joined-text')}</p>
      <ul className="account-books">
        {books.map((book) => (
          <li key={book.id}>
            <span>{t('me.books.book', { city: book.city, date: formatDate(locale, book.since, 'dated') })}</span>
            <form action={open} className="account-choices">
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="book" value={book.id} />
              <button className="button second tool" type="submit">
                {t('me.books.open')}
              </button>
              <button className="link tall" type="submit" formAction={answer} name="mine" value="no">
                {t('me.books.part')}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
