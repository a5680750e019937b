import { openConfigurator, verdict, writeLetters } from './configurator-page'
import { expect, test } from './journey'

test('a broken fragment opens the ring to begin with', async ({ page }) => {
  await openConfigurator(page, '/en/design/signet-ring#2~not~a~design')
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await expect(page.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('AB')
})

for (const path of [
  '/en/d/no-such-design',
  '/en/orders/no-such-order',
  '/en/b/no-such-build',
  '/en/design/no-such-piece',
  '/en/nowhere',
]) {
  test(`nothing at ${path}, said in words`, async ({ page, faults }) => {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing at this address' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'To the first page' })).toBeVisible()
    // The browser itself reports the 404 of the page.
    for (const fault of faults.splice(0)) expect(fault).toContain('404')
  })
}

test('letters that are none are told beside the field and the last piece is kept', async ({ page }) => {
  await openConfigurator(page)
  const letters = page.getByRole('textbox', { name: 'Letters', exact: true })
  await letters.fill('💍')
  await expect(page.getByText('Letters only, please: no digits, signs or pictures.')).toBeVisible()
  await expect(letters).toHaveAttribute('aria-invalid', 'true')
  await expect(verdict(page)).toContainText('the last piece is kept')
  await letters.fill('ABCD')
  await expect(page.getByText('At most 3 letters, please.')).toBeVisible()
  await writeLetters(page, 'LI')
  await expect(verdict(page)).toContainText('Makeable in Paris')
})

test('the API refuses with a code, the place and words in the language asked for', async ({ request }) => {
  const good = { family: 'signet-ring', model: 'signet-ring@1', choices: {} }
  const cases: [unknown, string][] = [
    [{}, 'request.missing'],
    [{ document: { ...good, family: 'bracelet' } }, 'document.unknown-family'],
    [{ document: good, more: 1 }, 'request.unknown-key'],
    [{ document: { ...good, choices: { letters: 'A'.repeat(100_000) } } }, 'document.'],
    [{ document: null }, 'document.'],
  ]
  const key = { 'idempotency-key': crypto.randomUUID() }
  for (const [data, code] of cases) {
    const answer = await request.post('/api/v1/designs', { data, headers: { 'accept-language': 'fr', ...key } })
    expect(answer.status(), JSON.stringify(data).slice(0, 80)).toBe(400)
    const refusal = await answer.json()
    expect(refusal.code).toContain(code)
    expect(refusal.words).toMatch(/\p{L}{2,}/u)
  }
  const torn = await request.post('/api/v1/designs', {
    data: Buffer.from('{"document":'),
    headers: { 'content-type': 'application/json', ...key },
  })
  expect(torn.status()).toBe(400)
  expect((await request.get('/api/v1/designs/no-such-design')).status()).toBe(404)
})
