import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const { message_id, mentioned } = await clickup.chat.sendMessage({
  channel: '#general',
  text: '**Unlocking** is fixed. @Samuel, please test on Android.',
});
console.log('mentions', mentioned);

await clickup.chat.sendMessage({ message_id, text: 'It is in build 412.' });
await clickup.chat.react({ message_id, reaction: 'tada' });

const { replies, reactions } = await clickup.chat.getThread({ message_id });
for (const { author, text } of replies) console.log(`${author}: ${text}`);
for (const { reaction, people } of reactions ?? []) console.log(`:${reaction}: by ${people.join(', ')}`);
