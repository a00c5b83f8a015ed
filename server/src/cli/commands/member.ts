import type { Command } from 'commander';
import { placeOf, withPlace } from '../place.ts';
import { withOperations } from '../reach-place.ts';
import { printTable, shortTime } from '../table.ts';

interface PlaceOptions {
  data?: string;
  workspace: string;
}

/** `member list|remove`: the people who have access. */
export function addMember(program: Command): void {
  const member = program.command('member').description('the people who have access');
  withPlace(member.command('list').description('list them')).action(list);
  withPlace(member.command('remove').description("withdraw a person's access"))
    .argument('<id>', 'their id, as list shows it')
    .action(remove);
}

async function list(options: PlaceOptions): Promise<void> {
  const members = await withOperations(placeOf(options), 'member list', (operations) =>
    operations.listMembers(),
  );
  const rows = members.map((one) => [
    one.id,
    one.role,
    one.name,
    shortTime(one.joinedAt),
    shortTime(one.lastSeenAt) || 'never',
  ]);
  printTable([['ID', 'ROLE', 'NAME', 'JOINED (UTC)', 'LAST SEEN'], ...rows]);
}

async function remove(id: string, options: PlaceOptions): Promise<void> {
  await withOperations(placeOf(options), 'member remove', (operations) =>
    operations.removeMember(id),
  );
  console.log(`Member ${id} has no access any more. Invites whose link they have still work.`);
}
