import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { channels } = await clickup.chat.listChannels({ active_since: 'yesterday' });
for (const { id, name, type } of channels) {
  const { messages } = await clickup.chat.listMessages({ channel: id, limit: 1 });
  for (const { author, text } of messages) console.log(`${type} ${name}: ${author}: ${text}`);
}
