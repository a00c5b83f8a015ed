import { text } from 'node:stream/consumers';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { SourceConfig, SourceKind } from '../../../../lib/contract/source.ts';
import { SOURCES } from '../../../../lib/sources/index.ts';
import type { SourceDefinition } from '../../../../lib/sources/source.ts';
import { Failure } from '../failure.ts';
import { placeOf, withPlace } from '../place.ts';
import { withOperations } from '../reach-place.ts';
import { printTable, shortTime } from '../table.ts';

interface PlaceOptions {
  data?: string;
  workspace: string;
}

interface AddOptions extends PlaceOptions {
  name?: string;
  set?: SourceConfig;
}

/** `source add|list|test|remove`: the platforms whose ratings are read. */
export function addSource(program: Command): void {
  const source = program
    .command('source')
    .description('the platforms whose ratings the server reads');
  withPlace(source.command('add').description('connect a platform'))
    .addArgument(new Argument('<platform>', 'which one').choices(SOURCES.map(({ kind }) => kind)))
    .option('--name <text>', 'how the team knows it (default: the account there)')
    .option('--set <field=value>', 'a choice of that platform; may be repeated', collectChoice)
    .addHelpText('after', helpOnFields())
    .action(add);
  withPlace(source.command('list').description('list them, with how they are')).action(list);
  withPlace(source.command('test').description('ask the platform whether the access works'))
    .argument('<id>', 'its id, as list shows it')
    .action(test);
  withPlace(source.command('remove').description('disconnect it and delete all that came from it'))
    .argument('<id>', 'its id, as list shows it')
    .action(remove);
}

function helpOnFields(): string {
  const lines = SOURCES.map(({ kind, fields }) => {
    const choices = fields
      .filter(({ type }) => type !== 'secret')
      .map(({ id, hint, required, choices }) => {
        const values = choices ? choices.map(({ value }) => value).join('|') : '…';
        return `    --set ${id}=${values}${required ? '' : ' (optional)'}: ${hint}`;
      });
    return [`  ${kind}`, ...choices].join('\n');
  });
  return `
The credential is read from the standard input, or from FIVEFACES_SOURCE_SECRET; never from an
argument, which others on this computer could see:
  fivefaces source add intercom < token.txt

Platforms and their choices:
${lines.join('\n')}`;
}

function collectChoice(text: string, before: SourceConfig | undefined): SourceConfig {
  const [, field = '', value = ''] = /^([\w-]+)=(.*)$/s.exec(text) ?? [];
  if (field === '') throw new InvalidArgumentError('It must be like subdomain=acme.');
  return { ...before, [field]: value };
}

async function add(kind: SourceKind, options: AddOptions): Promise<void> {
  const definition = SOURCES.find((one) => one.kind === kind);
  if (!definition) throw new Failure(`There is no platform "${kind}".`);
  const secret = await readSecret(definition);
  const made = await withOperations(placeOf(options), 'source add', (operations) =>
    operations.addSource({
      kind,
      config: options.set ?? {},
      ...(options.name !== undefined && { name: options.name }),
      ...(secret !== null && { secret }),
    }),
  );
  for (const note of made.notes) console.error(note);
  console.log(`"${made.name}" is connected as ${made.id}. Its ratings come in while serve runs.`);
}

async function readSecret(definition: SourceDefinition): Promise<string | null> {
  const field = definition.fields.find(({ type }) => type === 'secret');
  if (!field) return null;
  const given = process.env.FIVEFACES_SOURCE_SECRET?.trim();
  if (given) return given;
  const read = process.stdin.isTTY ? '' : (await text(process.stdin)).trim();
  if (read === '' && field.required) {
    throw new Failure(
      `${definition.name} needs: ${field.label}. Write it to the standard input, or set FIVEFACES_SOURCE_SECRET.`,
    );
  }
  return read || null;
}

async function list(options: PlaceOptions): Promise<void> {
  const sources = await withOperations(placeOf(options), 'source list', (operations) =>
    operations.listSources(),
  );
  const rows = sources.map((one) => [
    one.id,
    one.name,
    one.place ?? '',
    String(one.conversations),
    String(one.ratings),
    shortTime(one.syncedAt) || 'not yet',
    one.problem ? `${one.problem.message} ${one.problem.remedy}` : 'well',
  ]);
  const heads = ['ID', 'NAME', 'ACCOUNT', 'CONVERSATIONS', 'RATINGS', 'UP TO (UTC)', 'HOW IT IS'];
  printTable([heads, ...rows]);
}

async function test(id: string, options: PlaceOptions): Promise<void> {
  const { ok, account, problem } = await withOperations(
    placeOf(options),
    'source test',
    (operations) => operations.testSource(id),
  );
  const words = problem ? `${problem.message} ${problem.remedy}`.trim() : '';
  if (!ok) throw new Failure(words);
  if (words !== '') console.error(words);
  console.log(account === null ? 'It needs no access.' : `The access works: ${account}.`);
}

async function remove(id: string, options: PlaceOptions): Promise<void> {
  await withOperations(placeOf(options), 'source remove', (operations) =>
    operations.removeSource(id),
  );
  console.log(`Source ${id} is disconnected; what came from it is deleted.`);
}
