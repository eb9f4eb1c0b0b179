// Does with one client what people do with it, and prints what came of each step as a line of JSON.
const [name, server] = process.argv.slice(2);
const { connect } = await import(`./clients/${name}.mjs`);
let steps = 0;
const client = await connect(JSON.parse(server), () => {
  steps++;
});
const say = (step, ok, said = '') =>
  process.stdout.write(`${JSON.stringify({ step, ok, said: String(said).slice(0, 300) })}\n`);
const textOf = (answer) => (typeof answer === 'string' ? answer : JSON.stringify(answer));
const call = (tool, args) => client.call(tool, args).then(textOf, (error) => `thrown: ${error?.message ?? error}`);

async function check(step, work) {
  try {
    say(step, ...(await work()));
  } catch (error) {
    say(step, false, error?.stack ?? error);
  }
}

const title = `Renamed by ${name}`;
await check('list', async () => {
  const names = await client.list();
  return [names.length >= 72 && names.includes('clickup_task_get'), `${names.length} tools`];
});
await check('read', async () => {
  const said = await call('clickup_task_get', { task_id: 'ENG-96' });
  return [said.includes('ENG-96') && !said.startsWith('thrown'), said];
});
await check('write', async () => {
  const said = await call('clickup_task_update', { task_id: 'ENG-96', name: title });
  const read = client.keepsState === false ? said : await call('clickup_task_get', { task_id: 'ENG-96' });
  return [read.includes(title), read];
});
await check('error', async () => {
  const said = await call('clickup_task_get', { task_id: 'ENG-999999' });
  return [/NOT_FOUND/.test(said), said];
});
await check('bulk', async () => {
  const tasks = Array.from({ length: 60 }, (_, index) => ({ name: `${index + 1} by ${name}` }));
  steps = 0;
  const said = await call('clickup_task_create_bulk', { list_id: '901710000303', tasks });
  return [/succeeded\W+60/.test(said), steps > 0 ? `${steps} steps of progress` : 'no progress shown'];
});
await client.close();
process.exit(0);
