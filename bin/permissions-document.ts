import { ACTION_DOORS, API_DOORS, PAGE_DOORS } from '@/lib/domain/access/doors'
import { OTHERS, PERMISSION_NAMES, PERMISSIONS, type PermissionName, ROLES } from '@/lib/domain/access/permissions'

const REACH: Readonly<Record<string, string>> = {
  all: 'all',
  atelier: 'own atelier',
  client: 'own',
  link: 'what the link names',
  staff: 'own',
  shop: 'own shop',
}

interface Granted {
  grants: Readonly<Partial<Record<string, string>>>
  scope?: string
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

function table(kinds: readonly string[]): string[] {
  const shown = PERMISSION_NAMES.filter((name) => kinds.some((kind) => (PERMISSIONS[name] as Granted).grants[kind]))
  return [
    row(['permission', ...kinds]),
    row(['---', ...kinds.map(() => '---')]),
    ...shown.map((name) => {
      const { grants, scope } = PERMISSIONS[name] as Granted
      const cells = kinds.map((kind) => {
        const reach = grants[kind]
        if (!reach) return ''
        return kind === 'atelier' && scope ? `${REACH[reach]}, scope \`${scope}\`` : (REACH[reach] ?? reach)
      })
      return row([`\`${name}\``, ...cells])
    }),
  ]
}

const doorsOf = (name: PermissionName): string[] => {
  const of = (doors: Readonly<Record<string, PermissionName>>) =>
    Object.entries(doors).flatMap(([door, permission]) => (permission === name ? [`\`${door}\``] : []))
  return [...of(API_DOORS), ...of(PAGE_DOORS), ...of(ACTION_DOORS)]
}

/** The table of permissions and the doors that ask for each, as docs/permissions.md. */
export function permissionsDocument(): string {
  return [
    '# Who may do what',
    '',
    'Made from `lib/domain/access/permissions.ts` by `npx tsx bin/permissions-doc.ts`; change the table, not this page. What is not',
    'granted is refused, and what somebody may not see is answered like what is not there.',
    '',
    '## People of the house',
    '',
    ...table(ROLES),
    '',
    '## Everybody else',
    '',
    ...table(OTHERS),
    '',
    '## Doors',
    '',
    `Every route, page and server action with the permission that it asks for (\`lib/domain/access/doors.ts\`); \`permissions.test.ts\``,
    `knocks at them as each role and as strangers, and fails when one is not listed.`,
    '',
    row(['permission', 'doors']),
    row(['---', '---']),
    ...PERMISSION_NAMES.flatMap((name) => {
      const doors = doorsOf(name)
      return [row([`\`${name}\``, doors.length > 0 ? doors.join('<br>') : 'asked inside pages and use cases'])]
    }),
    '',
  ].join('\n')
}
