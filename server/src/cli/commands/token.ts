import { type Command, Option } from 'commander';
import type { Role } from '../../../../lib/contract/primitives.ts';
import { Failure } from '../failure.ts';
import { placeOf, withPlace } from '../place.ts';
import { withOperations } from '../reach-place.ts';
import { printTable, shortTime } from '../table.ts';

interface PlaceOptions {
  data?: string;
  workspace: string;
}

/** `token create|list|revoke`: tokens of programs and people. */
export function addToken(program: Command): void {
  const token = program.command('token').description('tokens of programs and people');
  withPlace(token.command('create').description('make a token; prints it once, as the last line'))
    .addOption(
      new Option('--role <role>', 'what it may do')
        .choices(['ingest', 'teammate', 'admin', 'operator'])
        .default('ingest'),
    )
    .option('--name <text>', 'whose it is', 'AI agent')
    .action(create);
  withPlace(token.command('list').description('list the tokens')).action(list);
  withPlace(token.command('revoke').description('make a token useless'))
    .argument('<id>', 'its id, as list shows it')
    .action(revoke);
}

async function create(options: PlaceOptions & { role: Role; name: string }): Promise<void> {
  if (options.name.trim() === '') throw new Failure('--name must not be blank.');
  const made = await withOperations(placeOf(options), 'token create', (operations) =>
    operations.createToken({ role: options.role, name: options.name }),
  );
  console.error(`Token ${made.id} of "${options.name}" (${options.role}). It is shown only now:`);
  console.log(made.token);
}

async function list(options: PlaceOptions): Promise<void> {
  const tokens = await withOperations(placeOf(options), 'token list', (operations) =>
    operations.listTokens(),
  );
  const rows = tokens.map((one) => [
    one.id,
    one.role,
    one.name,
    shortTime(one.createdAt),
    shortTime(one.lastUsedAt) || 'never',
    shortTime(one.revokedAt),
  ]);
  printTable([['ID', 'ROLE', 'NAME', 'CREATED (UTC)', 'LAST USED', 'REVOKED'], ...rows]);
}

async function revoke(id: string, options: PlaceOptions): Promise<void> {
  await withOperations(placeOf(options), 'token revoke', (operations) =>
    operations.revokeToken(id),
  );
  console.log(`Token ${id} is revoked.`);
}
