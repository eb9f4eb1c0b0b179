import { describe, expect, it } from 'vitest';
import { CHANNELS, MESSAGES } from '../../../src/sandbox/index.js';
import { address } from '../../support/chat.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('deleting', () => {
  it('a channel by name takes its messages with it', async () => {
    const { clickup } = sandboxClient();
    const answer = await clickup.chat.deleteChannel({ channel: '#general', confirm: 'yes' });
    expect(answer).toEqual({ deleted: true, channel_id: CHANNELS.general });
    expect((await failure(clickup.chat.getThread({ message_id: MESSAGES.posters }))).code).toBe('RESOURCE_NOT_FOUND');
  });

  it('a message takes its replies with it', async () => {
    const { clickup } = sandboxClient();
    await clickup.chat.deleteMessage({ message_id: address(CHANNELS.general, MESSAGES.posters), confirm: 'yes' });
    expect((await failure(clickup.chat.getThread({ message_id: MESSAGES.typo }))).code).toBe('RESOURCE_NOT_FOUND');
  });

  it('without confirmation deletes nothing', async () => {
    const { clickup, sent } = sandboxClient();
    const errors = [
      await failure(clickup.chat.deleteChannel({ channel: '#general' } as never)),
      await failure(clickup.chat.deleteMessage({ message_id: MESSAGES.posters } as never)),
    ];
    expect(errors.map(({ code }) => code)).toEqual(['CONFIRMATION_REQUIRED', 'CONFIRMATION_REQUIRED']);
    expect(sent()).toEqual([]);
  });
});
