import { Command } from 'commander';
import { addBackup, addRestore } from './commands/backup.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addImport } from './commands/import.ts';
import { addInvite } from './commands/invite.ts';
import { addMember } from './commands/member.ts';
import { addServe } from './commands/serve.ts';
import { addSource } from './commands/source.ts';
import { addToken } from './commands/token.ts';
import { wordsForError } from './failure.ts';

/** Runs the command that the arguments name; sets the process's exit code to 1 if it fails. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = new Command('fivefaces').description('The Fivefaces server');
  program.showHelpAfterError('(--help says more)');
  addServe(program);
  addToken(program);
  addInvite(program);
  addMember(program);
  addSource(program);
  addImport(program);
  addBackup(program);
  addRestore(program);
  addDoctor(program);
  addDemo(program);
  try {
    await program.parseAsync([...argv]);
  } catch (cause) {
    console.error(wordsForError(cause));
    process.exitCode = 1;
  }
}
