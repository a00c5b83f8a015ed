// Runs in whatever Node a fresh machine has (20 or newer): installs the packages if something
// changed, then hands over to the Node that came with them. Plain JavaScript for that reason.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.installed-for');

/** What the installed packages depend on: change any of it and they are installed again. */
function wanted() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json', 'server/package.json', '.npmrc']) {
    hash.update(readFileSync(path.join(root, file)));
  }
  return `${process.platform}-${process.arch} ${hash.digest('hex')}`;
}

function installPackages() {
  const fresh = !existsSync(modules);
  if (!fresh && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()) return;
  console.error(fresh ? 'Installing packages …' : 'Packages changed: installing …');
  // npm tells scripts where it is; without it (started by hand) the one on the path serves.
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...before] = npm;
  // Not `ci`: it refuses a lockfile that lacks a platform's optional package, and it would pull
  // this very Node from under us on a second run. `--no-save` leaves the lockfile as it is.
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync(command, [...before, ...install], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && !process.env.npm_execpath,
  });
  if (status !== 0) {
    console.error('Installing the packages failed. Is the npm registry reachable?');
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted());
}

/** The Node that came with the packages, else this one if it is new enough. */
function currentNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = path.join(modules, `node-${platform}-${process.arch}`, 'bin', binary);
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  console.error(
    `There is no packaged Node for ${process.platform} ${process.arch}: install Node 22.18 or newer.`,
  );
  process.exit(1);
}

const [command = '', ...rest] = process.argv.slice(2);
const script = path.join(root, 'scripts', `${command}.ts`);
if (!/^[a-z]+(-[a-z]+)*$/.test(command) || !existsSync(script)) {
  console.error(
    'Usage: node scripts/bootstrap.mjs start|test|test-long|build|build-for|pictures|bench|bench-page|bench-server [options]',
  );
  process.exit(2);
}
installPackages();
const node = currentNode();
const { status, signal } = spawnSync(
  node,
  ['--disable-warning=ExperimentalWarning', script, ...rest],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [path.dirname(node), path.join(modules, '.bin'), process.env.PATH].join(path.delimiter),
    },
  },
);
process.exit(signal ? 1 : (status ?? 1));
