import { type AccessObject, may, type PermissionName } from '@/lib/domain/access/permissions'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { callerOf, type StaffMember } from './session'

/** Whether this person may. What they may not see is not there for them: `access.none`, whether it exists or not. */
export const allowed = (member: StaffMember, name: PermissionName, object?: AccessObject): Result<undefined> =>
  may(callerOf(member), name, object) ? ok(undefined) : refuse('access.none')
