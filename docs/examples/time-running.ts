import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const raw = await clickup.api.GET('/v2/team/{team_id}/time_entries/current', {
  params: { path: { team_id: '9011234567' } },
});
console.log('ClickUp:', raw.data?.data?.duration);

const { entry } = await clickup.time.get({ what: 'running' });
console.log('The tool:', entry?.running, entry?.duration, entry?.duration_ms);
