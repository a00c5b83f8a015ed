import { t } from '@lingui/core/macro';

/** What somebody is in a team. */
export function roleWords(role: 'admin' | 'teammate'): string {
  return role === 'admin'
    ? t({ message: 'Admin', comment: 'a role in the team' })
    : t({ message: 'Teammate', comment: 'a role in the team' });
}
