import { describe, expect, it } from 'vitest'
import { initialsOf, nextOccasion, occasion, profileParts, searchTextOf } from './profile'
import { allowed, type Decision, endOf, PURPOSES, remembered } from './purposes'

const at = new Date('2026-11-25T10:00:00Z')
const later = (days: number) => new Date(at.getTime() + days * 86_400_000)
const said = (purpose: Decision['purpose'], given: boolean, when: Date): Decision => ({
  purpose,
  given,
  at: when.toISOString(),
  ...(given ? { endsAt: endOf(purpose, when).toISOString() } : {}),
})

describe('what a client allowed', () => {
  it('is nothing before they were asked, and only what they said yes to', () => {
    for (const purpose of PURPOSES) expect(allowed([], purpose, at)).toBe(false)
    const decisions = [said('sizes', true, at)]
    expect(PURPOSES.filter((purpose) => allowed(decisions, purpose, later(1)))).toEqual(['sizes'])
  })

  it('is their last word, and ends by itself', () => {
    const decisions = [said('likes', true, at), said('likes', false, later(1))]
    expect(allowed(decisions, 'likes', later(2))).toBe(false)
    expect(allowed([...decisions, said('likes', true, later(3))], 'likes', later(4))).toBe(true)
    expect(allowed([said('sizes', true, at)], 'sizes', later(364))).toBe(true)
    expect(allowed([said('sizes', true, at)], 'sizes', later(366))).toBe(false)
  })

  it('makes the house remember them only where a purpose needs it', () => {
    expect(remembered([said('letters', true, at)], later(1))).toBe(false)
    for (const purpose of ['sizes', 'likes', 'designs', 'maker'] as const)
      expect(remembered([said(purpose, true, at)], later(1)), purpose).toBe(true)
  })
})

describe('a client’s book', () => {
  it('knows which of their dates a piece is for: the next one, across the year’s end, if it is within a season', () => {
    const [birthday, wedding, leap] = [
      { kind: 'birthday', month: 1, day: 12 },
      { kind: 'wedding', month: 6, day: 20 },
      { kind: 'anniversary', month: 2, day: 29 },
    ] as const
    expect(nextOccasion([wedding, birthday], at)).toEqual(birthday)
    expect(nextOccasion([wedding, birthday], new Date('2026-06-20T22:00:00Z'))).toEqual(wedding)
    expect(nextOccasion([wedding, birthday], new Date('2026-06-21T00:00:00Z'))).toBeUndefined()
    expect(nextOccasion([leap], new Date('2027-03-01T10:00:00Z'))).toEqual(leap)
    expect(nextOccasion([leap], new Date('2027-03-02T10:00:00Z'))).toBeUndefined()
    expect(nextOccasion([], at)).toBeUndefined()
  })

  it('shortens names to initials in any script', () => {
    expect(initialsOf('Anaïs Beaumont')).toBe('A.B.')
    expect(initialsOf('  Élodie de la Tour-du-Pin ')).toBe('É.P.')
    expect(initialsOf('山田 花子')).toBe('山.花.')
    expect(initialsOf('Cher')).toBe('C.')
  })

  it('is found without accents, case or signs of telephone numbers', () => {
    expect(searchTextOf({ name: 'Zoë Ångström', email: 'Zoe@House.example', phone: '+33 (0)6 12-34' })).toBe(
      'zoe angstrom zoe@house.example 33061234',
    )
  })

  it('takes no day that is in no calendar, no control characters, no sizes that are no sizes', () => {
    expect(occasion.safeParse({ kind: 'birthday', month: 2, day: 29 }).success).toBe(true)
    expect(occasion.safeParse({ kind: 'birthday', month: 2, day: 30 }).success).toBe(false)
    const { name, sizes, email, phone } = profileParts.shape
    for (const bad of ['', ' ', 'a\0b', 'a\nb', '\ud800']) expect(name.safeParse(bad).success, JSON.stringify(bad)).toBe(false)
    expect(sizes.safeParse([{ finger: 'left-ring', circumference: 54_250 }]).success).toBe(false)
    expect(email.safeParse('').success && email.safeParse('a@b.example').success).toBe(true)
    expect(email.safeParse('nobody').success).toBe(false)
    expect(phone.safeParse('+33 <script>').success).toBe(false)
  })
})
