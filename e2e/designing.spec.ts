import { atelier, edit, openConfigurator, verdict, workingCopy, writeLetters } from './configurator-page'
import { expect, test } from './journey'

test('a ring that Tokyo cannot cut is cured by its remedy in one tap, and undo takes it back', async ({ page }) => {
  await openConfigurator(page, '/en/design/signet-ring?preset=round-rose')
  await expect(verdict(page)).toContainText('Makeable in Paris')
  await atelier(page, 'Tokyo').click()
  await expect(verdict(page)).toContainText('Not yet makeable in Tokyo')
  const finding = page.getByRole('region', { name: 'Finding 1 of 1' })
  await expect(finding).toContainText('Stops it in Tokyo')
  await expect(finding).toContainText(/The finest stroke is \d\.\d+\smm\. Tokyo cuts from \d\.\d+\smm\./)
  const blocked = workingCopy(page)
  await edit(page, () => finding.getByRole('button', { name: 'Apply' }).first().click())
  await expect(verdict(page)).toContainText('Makeable in Tokyo')
  await expect(finding).toBeHidden()
  await expect(atelier(page, 'Tokyo')).toContainText('Makeable')
  await edit(page, () => page.getByRole('button', { name: 'Undo' }).click())
  await expect(verdict(page)).toContainText('Not yet makeable in Tokyo')
  expect(workingCopy(page)).toBe(blocked)
})

test('another atelier is another verdict, price and date', async ({ page }) => {
  await openConfigurator(page)
  await expect(verdict(page)).toHaveText(/^Makeable in Paris, €[\d,.]+, ready \w+ \d+ \w+, \d+\s% sure$/)
  const answers = await Promise.all(
    ['Paris', 'Milan', 'Tokyo'].map(async (city) => {
      const text = (await atelier(page, city).textContent()) ?? ''
      return { price: /€[\d,.]+\d{2}/.exec(text)?.[0] ?? '', date: /\w{3} \d+ \w{3}$/.exec(text)?.[0] ?? '' }
    }),
  )
  const [paris, milan, tokyo] = answers
  expect(new Set([paris?.price, milan?.price, tokyo?.price]).size).toBe(3)
  expect(new Set([paris?.date, milan?.date, tokyo?.date]).size).toBe(3)
  await expect(verdict(page)).toContainText(paris?.price ?? '')
  await atelier(page, 'Tokyo').click()
  await expect(atelier(page, 'Tokyo')).toHaveAttribute('aria-pressed', 'true')
  await expect(verdict(page)).toContainText(`Makeable in Tokyo, ${tokyo?.price}`)
  await expect(page.getByText(tokyo?.price ?? '', { exact: true }).last()).toBeVisible()
  await atelier(page, 'Milan').click()
  await expect(verdict(page)).toContainText(`Makeable in Milan, ${milan?.price}`)
})

test('a reload and a sent link open the same ring', async ({ page, context }) => {
  await openConfigurator(page)
  await writeLetters(page, 'ÉZ')
  await expect(verdict(page)).toContainText('Makeable')
  const kept = page.url()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('ÉZ')
  const other = await context.newPage()
  await other.goto(kept)
  await expect(other.getByRole('textbox', { name: 'Letters', exact: true })).toHaveValue('ÉZ')
  await expect.poll(() => workingCopy(other)).toBe(new URL(kept).hash)
})

test.describe('without WebGL', () => {
  test('exact drawings of the ring stand in, beside a still that says what it is', async ({ page }) => {
    await page.addInitScript(() => {
      const real = HTMLCanvasElement.prototype.getContext
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
        return kind.startsWith('webgl') ? null : Reflect.apply(real, this, [kind, ...more])
      } as typeof real
    })
    await openConfigurator(page)
    const stage = page.getByRole('region', { name: 'The piece' })
    const drawing = stage.locator('svg[role=img]')
    await expect(drawing).toBeVisible()
    await expect(stage.getByText('Nearest picture of the house: Oval, two initials')).toBeVisible()
    await expect(stage.getByRole('img', { name: 'Oval, two initials: the house’s picture nearest to this design' })).toBeVisible()
    const before = await drawing.innerHTML()
    await writeLetters(page, 'L')
    await expect(verdict(page)).toContainText('Makeable')
    await expect.poll(() => drawing.innerHTML()).not.toBe(before)
    const free = await drawing.innerHTML()
    await page.getByRole('button', { name: 'Side', exact: true }).click()
    await expect.poll(() => drawing.innerHTML()).not.toBe(free)
    await page.getByRole('button', { name: 'Order this ring' }).click()
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Mail address' })).toBeVisible()
  })
})
