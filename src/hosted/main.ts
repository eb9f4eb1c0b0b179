#!/usr/bin/env node
import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import packageJson from '../../package.json' with { type: 'json' };
import { endOnClosedPipe } from '../node/closed-pipe.js';
import { ClickUpError, invalidInput } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { createApiToken } from './access/accesses.js';
import { createHosted, type Hosted } from './create-hosted.js';
import { commands, hostedHelp } from './help.js';
import { listen } from './http/listen.js';
import { purge } from './jobs/purge.js';
import { rewrapAll } from './jobs/rewrap.js';
import { createLog, type Log } from './log/log.js';
import type { HostedSettings } from './settings/hosted-settings.js';
import { readHostedSettings } from './settings/read-settings.js';
import { openStore } from './store/open-store.js';
import { findOne } from './store/store.js';
import { readKeyRing } from './vault/key-ring.js';
import { Vault } from './vault/vault.js';
import { endWord, startWorkers } from './workers.js';

const options = {
  help: { type: 'boolean' },
  version: { type: 'boolean' },
  port: { type: 'string' },
  team: { type: 'string' },
  person: { type: 'string' },
} as const;

const purgeEveryMs = 60_000;

async function main(words: string[]): Promise<void> {
  const { values, positionals } = read(words);
  const command = positionals.join(' ') || 'serve';
  if (values.help) print(hostedHelp(packageJson.version));
  else if (values.version) print(`${packageJson.version}\n`);
  else if (command === 'keys new') print(newKey());
  else if (command === 'serve') await run(values.port);
  else if (command === 'migrate') await migrateOnly();
  else if (command === 'keys rewrap') await rewrap();
  else if (command === 'audit verify') await verifyAudit(values.team);
  else if (command === 'tokens') await makeToken(values);
  else if (command === 'links on' || command === 'links off') await allowLinks(values.team, command === 'links on');
  else throw unknownCommand(command);
}

function read(words: string[]) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    throw invalidInput((error as Error).message.split('.')[0]!, {
      suggestion: 'clickup-hosted --help lists what there is.',
    });
  }
}

function unknownCommand(command: string) {
  const near = nearest(command, Object.keys(commands));
  return invalidInput(`There is no command ${JSON.stringify(command)}`, {
    suggestion: near ? `Did you mean ${near}?` : 'clickup-hosted --help lists them.',
  });
}

/** Named by the day, which tells the keys of a ring apart. */
const newKey = (): string => `${new Date().toISOString().slice(0, 10)}:${randomBytes(32).toString('base64')}\n`;

async function run(port: string | undefined): Promise<void> {
  const settings = readHostedSettings({ ...process.env, ...(port !== undefined && { PORT: port }) });
  if (settings.workers > 1 && cluster.isPrimary) return keepWorkers(settings);
  const hosted = await createHosted({ settings, store: await openStore(settings) });
  const { log } = hosted.deps;
  const listening = await listen(hosted, settings);
  log.info(`Listening on ${settings.host}:${listening.port}, for ${settings.publicUrl}`);
  if (settings.store === 'memory') log.warn('HOSTED_STORE is memory: everything is forgotten when this process ends');
  const timer = setInterval(() => {
    purge(hosted.deps).catch((error: unknown) => log.error(`Nothing was purged: ${String(error)}`));
  }, purgeEveryMs).unref();
  endOnSignal(log, async () => {
    clearInterval(timer);
    await listening.close();
  });
}

/** This process serves nothing itself: it sees that there are as many others as the settings say. */
async function keepWorkers({ workers: count, logLevel }: HostedSettings): Promise<void> {
  const log = createLog(logLevel);
  const workers = startWorkers(count, log);
  log.info(`${count} processes serve on one port`);
  endOnSignal(log, () => workers.close());
  process.on('exit', () => {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL');
  });
}

function endOnSignal(log: Log, close: () => Promise<void>): void {
  let isEnding = false;
  const end = () => {
    isEnding = true;
    log.info('Ending: calls that are under way are let go on');
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(`The end failed: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  // Who asks twice does not want to wait.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (isEnding ? process.exit(1) : end()));
  process.on('message', (word) => {
    if (word === endWord && !isEnding) end();
  });
}

async function migrateOnly(): Promise<void> {
  const store = await openStore(readHostedSettings(process.env));
  await store.close();
  print('The schema is up to date.\n');
}

async function rewrap(): Promise<void> {
  const settings = readHostedSettings(process.env);
  const store = await openStore(settings);
  const { moved, unreadable, byKey } = await rewrapAll(store, new Vault(readKeyRing(settings.encryptionKeys)));
  await store.close();
  print(
    `${moved} records went over to the first key; records by key: ${JSON.stringify(byKey)}; unreadable: ${unreadable}\n`,
  );
}

/** The server as the environment has it, without listening. */
async function opened(): Promise<Hosted> {
  const settings = readHostedSettings(process.env);
  return createHosted({ settings, store: await openStore(settings) });
}

async function makeToken({ team = '', person = '' }: { team?: string | undefined; person?: string | undefined }) {
  const hosted = await opened();
  const found = await hosted.deps.store.as('server', async (tx) => {
    const someone = (await tx.find('people', {})).find(({ id, email }) => id === person || email === person);
    const tenant = await findOne(tx, 'tenants', { id: team });
    const grant = someone && (await findOne(tx, 'grants', { tenant_id: team, person_id: someone.id }));
    return tenant && grant && { tenant, grant };
  });
  if (!found)
    throw invalidInput('--person has not signed in for --team', {
      suggestion: 'Give the id of the Workspace, and of somebody who signed in.',
    });
  const { secret } = await createApiToken(hosted.deps, { ...found, actor: 'command line' }, 'made by the command line');
  await hosted.close();
  print(`${secret}\n`);
}

async function allowLinks(team: string | undefined, allow_links: boolean): Promise<void> {
  const hosted = await opened();
  const changed = await hosted.deps.store.as('server', (tx) =>
    tx.update('tenants', { id: team ?? '' }, { allow_links }),
  );
  if (!changed[0])
    throw invalidInput('--team is no Workspace here', { suggestion: 'Give the id of one whose people signed in.' });
  await hosted.deps.audit.record(changed[0].id, 'links_allowed', { allow_links, actor: 'command line' });
  await hosted.close();
  print(`Links are ${allow_links ? 'on' : 'off'} in ${changed[0].name}.\n`);
}

async function verifyAudit(team: string | undefined): Promise<void> {
  const hosted = await opened();
  const { store, audit } = hosted.deps;
  const tenants = await store.as('server', (tx) => tx.find('tenants', team === undefined ? {} : { id: team }));
  if (team !== undefined && tenants.length === 0)
    throw invalidInput(`There is no Workspace ${team} here`, { suggestion: 'Leave --team out to check all.' });
  for (const { id, name } of tenants) {
    const { entries, head, broken } = await audit.verify(id);
    if (broken) process.exitCode = 1;
    print(
      `${id} (${name}): ${broken ? `BROKEN at entry ${broken.seq}: ${broken.why}` : `${entries} entries hold; the last is ${head}`}\n`,
    );
  }
  await hosted.close();
}

const print = (text: string): void => {
  process.stdout.write(text);
};

endOnClosedPipe('clickup-hosted');
main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof ClickUpError)) throw error;
  process.stderr.write(`clickup-hosted: ${error.message}\n  ${error.suggestion}\n`);
  process.exitCode = 2;
});
