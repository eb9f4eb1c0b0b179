import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { programOptions } from '../../../codegen/program-options.js';
import { LISTS, USERS } from '../../../src/sandbox/index.js';
import { connectByLink, connectByOAuth, type Era, redirectUri } from './agents.js';
import { openStage } from './stage.js';
import { SECOND } from './workspaces.js';

const help = `npm run hosted:demo -- [--keep] [--screenshots FOLDER]

Two Workspaces sign in to a hosted server by a real browser, make links and keys, and agents work through them, all on this
machine. --keep leaves it running; --screenshots writes a picture of each page of the console, light, dark and as on a phone.
`;

const { values } = programOptions(help, { keep: { type: 'boolean' }, screenshots: { type: 'string' } });
const stage = await openStage();
const { url, say } = stage;

function expect(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`It is not so that ${what}`);
  say(`  ${what}`);
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!values.screenshots) return;
  for (const [suffix, colorScheme, width] of [
    ['light', 'light', 1100],
    ['dark', 'dark', 1100],
    ['phone', 'light', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(values.screenshots, `${name}-${suffix}.png`), fullPage: true });
  }
}

/** What a person does on ClickUp's own page, which the sandbox plays. */
async function grantAtClickUp(page: Page, userId: string): Promise<void> {
  await page.selectOption('select[name=user]', userId);
  await page.click('button:has-text("Connect")');
}

/** Reads the secret on the page that shows it, and goes on. */
async function secretOn(page: Page, name: string): Promise<string> {
  const secret = (await page.textContent('.secret'))!.trim();
  await shoot(page, `made-${name}`);
  await page.click('a:has-text("Done")');
  return secret;
}

async function newLink(page: Page, name: string): Promise<string> {
  await page.click('a:has-text("New link or key")');
  await page.fill('input[name=name]', name);
  await page.check('input[name=kind][value=link]');
  await shoot(page, 'new-link');
  await page.click('button:text-is("Create")');
  return secretOn(page, 'link');
}

const begun = performance.now();
say(`clickup-hosted is up at ${url}, on an embedded database, with the sandbox as ClickUp.\n`);

say('Lena signs in with ClickUp, in a browser:');
const { page } = await stage.browser();
await page.goto(`${url}/console`);
await shoot(page, 'welcome');
await page.click('a:has-text("Sign in with ClickUp")');
await grantAtClickUp(page, USERS.lena);
expect((await page.textContent('header')) !== null && page.url() === `${url}/console`, 'she is back at the console');
await shoot(page, 'accounts');

say('\nShe switches links on, and makes one that only reads:');
await page.click('a:has-text("Links and keys")');
await page.click('nav >> text=Settings');
await page.check('input[name=allow_links]');
await page.click('button:has-text("Save")');
await shoot(page, 'settings');
await page.click('nav >> text=Links and keys');
const link = await newLink(page, 'Reading agent');
expect(link.startsWith(`${url}/mcp/k/cul_`), 'the address is shown once');
for (const era of ['1.x', '2.x'] as const) {
  const agent = await connectByLink(era, link);
  const tools = await agent.tools();
  expect(
    tools.length > 20 && !tools.includes('clickup_task_create'),
    `a client of SDK ${era} sees ${tools.length} tools, none that writes`,
  );
  const bugs = await agent.call('clickup_task_list', { list_id: LISTS.bugs });
  expect(!bugs.isError && bugs.text.includes('\t'), 'it lists the bugs');
  const refused = await agent.call('clickup_task_create', { list_id: LISTS.bugs, name: 'Not like this' });
  expect(refused.isError, 'it is refused a write that is not listed');
  await agent.close();
}
expect(!stage.requests.some(({ operation }) => operation === 'CreateTask'), 'ClickUp was asked for no write');

say('\nBy API, with a management token, she makes one that ends after two seconds:');
await page.click('summary:has-text("New management token")');
await page.fill('input[name=name]', 'Provisioning');
await page.click('button:has-text("Create token")');
const management = await secretOn(page, 'token');
await shoot(page, 'links');
const headers = { authorization: `Bearer ${management}`, 'content-type': 'application/json' };
const { accounts } = (await (await fetch(`${url}/integrated-account`, { headers })).json()) as {
  accounts: { id: string }[];
};
const body = {
  name: 'Short errand',
  config: { methods: ['read', 'write'], tags: ['tasks'] },
  expires_at: new Date(Date.now() + 2_000).toISOString(),
};
const made = await fetch(`${url}/integrated-account/${accounts[0]!.id}/mcp`, {
  method: 'POST',
  headers,
  body: JSON.stringify(body),
});
const { url: short } = (await made.json()) as { url: string };
const ask = () =>
  fetch(short, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
expect((await ask()).status === 200, 'it works');
await new Promise((resolve) => setTimeout(resolve, 2_050));
expect((await ask()).status === 401, 'two seconds later it is unknown');

for (const era of ['1.x', '2.x'] as const satisfies Era[]) {
  say(`\nPriya gives a client of SDK ${era} the address ${url}/mcp:`);
  const { page: own, context } = await stage.browser();
  const agent = await connectByOAuth(era, `${url}/mcp`, async (asked) => {
    await own.goto(asked);
    await shoot(own, `consent-${era}`);
    const leads = own.waitForRequest((request) => request.url().startsWith(redirectUri));
    await own.click('button[value=allow]');
    await grantAtClickUp(own, USERS.priya);
    return new URL((await leads).url());
  });
  const me = await agent.call('clickup_user_get', {});
  expect(me.text.includes('Priya'), 'it signed her in, asked her, and works for her');
  const task = await agent.call('clickup_task_create', { list_id: LISTS.bugs, name: `By SDK ${era}` });
  expect(!task.isError, 'it creates a task, as she allowed');
  await agent.close();
  await context.close();
}

say('\nSamuel signs in for a Workspace of his own, and makes a key for his agent:');
const { page: his } = await stage.browser();
await his.goto(`${url}/console`);
await his.click('a:has-text("Sign in with ClickUp")');
for (const box of await his.locator('input[name=workspace]').all())
  await box.setChecked((await box.inputValue()) === SECOND);
await grantAtClickUp(his, USERS.samuel);
await his.click('a:has-text("Links and keys")');
await his.click('a:has-text("New link or key")');
await his.fill('input[name=name]', 'Agent of Samuel');
await his.check('input[name=kind][value=key]');
await his.click('button:text-is("Create")');
const key = await secretOn(his, 'key');
const tool = (name: string, input: object) =>
  fetch(`${url}/api/tools/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  }).then((response) => response.text());
const spaces = await tool('space_list', {});
expect(
  spaces.includes('Secret Space of Second') && !spaces.includes('Product Engineering'),
  'it sees the Spaces of his Workspace and none of hers',
);
const others = await tool('task_list', { list_id: LISTS.bugs });
expect(
  others.includes('"success":false') && !others.includes('By SDK'),
  'it gets no task of her List, whose id it knows',
);
await his.click('nav >> text=Audit');
expect(!(await his.content()).includes('Reading agent'), 'his audit has nothing of what she did');

say('\nLena looks at what was done, and ends the link:');
await page.click('nav >> text=Apps');
await shoot(page, 'apps');
await page.click('nav >> text=Usage');
await shoot(page, 'usage');
await page.click('nav >> text=Server');
await shoot(page, 'server');
await page.goBack();
await page.click('nav >> text=Audit');
await shoot(page, 'audit');
const entries = await page.locator('tr:has-text("call ended")').count();
expect(entries >= 2, `the audit has ${entries} writes with their ends`);
await page.click('nav >> text=Links and keys');
await page.click('a:has-text("Reading agent")');
await page.click('summary:has-text("Revoke")');
await shoot(page, 'link');
await page.click('button:has-text("Revoke Reading agent")');
const gone = await connectByLink('2.x', link).then(
  () => false,
  () => true,
);
expect(gone, 'nobody gets in with it any more');
const secrets = [link, short, management, key].map((text) => text.split('/').at(-1)!);
expect(
  secrets.every((secret) => !stage.lines.join('').includes(secret)),
  `none of the ${stage.lines.length} lines of the log has a secret`,
);
say(`\nAll of it in ${Math.round((performance.now() - begun) / 1000)} s; nothing left this machine.`);

if (values.keep) {
  say(`\n${url}/console stays until Ctrl-C.`);
  await new Promise((resolve) => process.once('SIGINT', resolve));
}
await stage.close();
