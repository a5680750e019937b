import type { AtelierScope } from '../network/atelier-scopes'

/** People of the house who sign in. A lead is bound to one atelier; an advisor works in the salon. */
export const ROLES = ['owner', 'desk', 'quality', 'lead', 'advisor'] as const
export type Role = (typeof ROLES)[number]

/** Everybody else who may ask: nobody in particular, a client who signed in, whoever holds a link, an atelier's token, the payment provider. */
export const OTHERS = ['anonymous', 'client', 'link', 'atelier', 'provider'] as const
export const CALLERS = [...OTHERS, ...ROLES] as const
export type CallerKind = (typeof CALLERS)[number]

/**
 * What a caller and an object must have in common: `all` nothing, `atelier` the atelier, `client` the client it belongs to, `link`
 * what the link names, `shop` the house's shop, `staff` the person.
 */
export type Reach = 'all' | 'atelier' | 'client' | 'link' | 'shop' | 'staff'

type Grants = Readonly<Partial<Record<CallerKind, Reach>>>
interface Permission {
  grants: Grants
  /** An atelier's token needs this scope too. */
  scope?: AtelierScope
}

const everyone: Grants = Object.fromEntries(CALLERS.map((caller) => [caller, 'all']))
const everyStaff = (reach: Reach): Grants => Object.fromEntries(ROLES.map((role) => [role, reach]))
const desks: Grants = { owner: 'all', desk: 'all' }
const floor: Grants = { owner: 'all', desk: 'all', quality: 'all', lead: 'atelier' }

const permission = (grants: Grants, scope?: AtelierScope): Permission => (scope ? { grants, scope } : { grants })

/**
 * Who may do what: the one table that code, pages, docs/permissions.md and the generated test read. What is not granted is refused.
 */
export const PERMISSIONS = {
  // The shop window
  'house.visit': permission(everyone),
  'design.assess': permission(everyone),
  'design.save': permission(everyone),
  'design.open': permission({ link: 'link', client: 'client' }),
  'order.place': permission(everyone),
  // What is one's own
  'order.follow': permission({ link: 'link', client: 'client' }),
  'build.watch': permission({ link: 'link', client: 'client' }),
  'account.use': permission({ client: 'client' }),
  // Orders, as the house sees them
  'order.read': permission(floor),
  'order.money': permission(desks),
  'order.client': permission(desks),
  'order.export': permission(desks),
  'order.cancel': permission({ ...desks, link: 'link', client: 'client' }),
  'order.refund': permission(desks),
  'order.erase': permission(desks),
  'mail.read': permission(desks),
  'mail.resend': permission(desks),
  // Production
  'production.read': permission({ ...floor, atelier: 'atelier' }, 'read'),
  'production.hold': permission(floor),
  'line.answer': permission(floor),
  'production.answer': permission({ atelier: 'atelier' }, 'accept'),
  'package.read': permission({ ...floor, atelier: 'atelier' }, 'files'),
  'event.write': permission({ atelier: 'atelier' }, 'events'),
  'key.announce': permission({ atelier: 'atelier' }, 'keys'),
  // Ateliers
  'atelier.read': permission(floor),
  'atelier.keys': permission({ owner: 'all', lead: 'atelier' }),
  // The house itself
  'session.begin': permission(everyone),
  'session.own': permission(everyStaff('staff')),
  'staff.manage': permission({ owner: 'all' }),
  'policy.read': permission({ owner: 'all', desk: 'all', quality: 'all', lead: 'all' }),
  'audit.read': permission({ owner: 'all', quality: 'all' }),
  'payment.notify': permission({ provider: 'all' }),
  // The salon
  'salon.use': permission({ owner: 'all', advisor: 'all' }),
  'salon.client': permission({ owner: 'all', advisor: 'shop' }),
  'salon.consent': permission({ link: 'link' }),
  'salon.design': permission({ owner: 'all', advisor: 'shop', link: 'link' }),
  'salon.place': permission({ owner: 'all' }),
} as const satisfies Readonly<Record<string, Permission>>

export type PermissionName = keyof typeof PERMISSIONS
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly PermissionName[]

/** Who is asking, with everything that an object may have in common with them. */
export interface Caller {
  role: CallerKind
  /** Of a lead and of an atelier's token. */
  atelier?: string | undefined
  /** Id of the signed-in client. */
  client?: string | undefined
  /** Of an advisor: where they receive clients. */
  shop?: string | undefined
  /** What the link in hand names. */
  link?: string | undefined
  /** Id of the person of the house. */
  staff?: string | undefined
  scopes?: readonly AtelierScope[] | undefined
}

/** What is asked about: whose it is. Leave it out where a permission is asked for in general, e.g. to show a menu. */
export type AccessObject = Readonly<Partial<Record<Exclude<Reach, 'all'>, string | undefined>>>

/** How far a caller's grant of a permission goes, whatever the object; undefined: not at all. */
export function reachOf(caller: Caller, name: PermissionName): Reach | undefined {
  const { grants, scope }: Permission = PERMISSIONS[name]
  if (caller.role === 'atelier' && scope && !caller.scopes?.includes(scope)) return undefined
  return grants[caller.role]
}

/** Whether this caller may do this to this object. Without an object: to any at all. */
export function may(caller: Caller, name: PermissionName, object?: AccessObject): boolean {
  const reach = reachOf(caller, name)
  if (reach === undefined || reach === 'all') return reach === 'all'
  const tie = caller[reach]
  return tie !== undefined && (object === undefined || object[reach] === tie)
}
