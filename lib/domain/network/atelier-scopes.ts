/**
 * What a token of the atelier API may do. `read`: production orders, chains and lines; `accept`: accept or decline; `events`: every
 * other event and climate; `files`: the package; `keys`: announce and revoke signing keys.
 */
export const ATELIER_SCOPES = ['read', 'accept', 'events', 'files', 'keys'] as const
export type AtelierScope = (typeof ATELIER_SCOPES)[number]
