import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });

const post = { channel: '#general', title: 'Field test', text: 'It starts on Monday.' };
const answer = await clickup.call('clickup_chat_send_message', post);
if (!answer.success) console.log(answer.error.suggested_action);

const { url } = await clickup.chat.sendMessage({ ...post, subtype: 'Announcement' });
console.log(url);
