import { describe, expect, it } from 'vitest'
import { ATELIER_SCOPES } from '../network/atelier-scopes'
import { CALLERS, type Caller, may, PERMISSION_NAMES, PERMISSIONS, ROLES, reachOf } from './permissions'

const owner: Caller = { role: 'owner', staff: 'stf_o' }
const lead: Caller = { role: 'lead', staff: 'stf_l', atelier: 'paris' }
const token: Caller = { role: 'atelier', atelier: 'paris', scopes: ['read'] }

describe('may', () => {
  it('is no for everything that is not granted', () => {
    for (const name of PERMISSION_NAMES)
      for (const role of CALLERS) {
        const { grants } = PERMISSIONS[name] as { grants: Partial<Record<string, string>> }
        if (!grants[role])
          expect(may({ role, atelier: 'paris', client: 'c', link: 'l', staff: 's' }, name), `${role} ${name}`).toBe(false)
      }
  })

  it('keeps a lead in their own atelier, and one without an atelier out of all', () => {
    // Lists are bounded by an atelier or by nothing: who is tied to single orders sees them in the salon.
    expect(may({ role: 'advisor', staff: 'stf_1', shop: 'shop_1' }, 'order.read')).toBe(false)
    expect(may(lead, 'order.read', { atelier: 'paris' })).toBe(true)
    expect(may(lead, 'order.read', { atelier: 'tokyo' })).toBe(false)
    expect(may(lead, 'order.read', {})).toBe(false)
    expect(may(lead, 'order.read')).toBe(true)
    expect(may({ role: 'lead' }, 'order.read', {})).toBe(false)
    expect(may({ role: 'lead' }, 'order.read')).toBe(false)
  })

  it('lets money be moved by owner and desk only, keys by owner and lead, people by the owner', () => {
    const who = (name: Parameters<typeof may>[1]) => ROLES.filter((role) => reachOf({ ...lead, role }, name))
    expect(who('order.refund')).toEqual(['owner', 'desk'])
    expect(who('atelier.keys')).toEqual(['owner', 'lead'])
    expect(who('staff.manage')).toEqual(['owner'])
    expect(may(owner, 'event.write', { atelier: 'paris' })).toBe(false)
  })

  it('asks an atelier’s token for its scope as well as its atelier', () => {
    expect(may(token, 'production.read', { atelier: 'paris' })).toBe(true)
    expect(may(token, 'production.read', { atelier: 'milan' })).toBe(false)
    expect(may(token, 'event.write', { atelier: 'paris' })).toBe(false)
    expect(may({ ...token, scopes: ATELIER_SCOPES }, 'event.write', { atelier: 'paris' })).toBe(true)
  })

  it('shows a link’s holder what the link names and nothing else', () => {
    const holder: Caller = { role: 'link', link: 'ord_1' }
    expect(may(holder, 'order.follow', { link: 'ord_1' })).toBe(true)
    expect(may(holder, 'order.follow', { link: 'ord_2' })).toBe(false)
    expect(may(holder, 'order.read', { link: 'ord_1' })).toBe(false)
  })
})
