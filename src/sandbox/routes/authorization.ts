import type { Context, Routes } from '../context.js';
import { apiError } from '../errors.js';

/** Field of the token request, which may come as JSON, form or query. */
const given = (ctx: Context, key: string): string => String(ctx.body[key] ?? ctx.query.get(key) ?? '');

/** The OAuth exchange, and whom a token belongs to. */
export const authorization = {
  GetAccessToken: (ctx) => {
    const client = ctx.state.oauthClients.get(given(ctx, 'client_id'));
    if (!client || client.secret !== given(ctx, 'client_secret')) throw apiError(401, 'OAUTH_010', 'Client not found');
    const code = ctx.state.oauthCodes.get(given(ctx, 'code'));
    if (!code || code.clientId !== client.id) throw apiError(401, 'OAUTH_014', 'Code already used');
    ctx.state.oauthCodes.remove(code.id);
    const token = `${code.userId}_${ctx.ids.secret(40, '0123456789abcdef')}`;
    const { userId, workspaceIds } = code;
    ctx.state.tokens.put({ id: token, kind: 'oauth', userId, workspaceIds, clientId: client.id });
    return { access_token: token, token_type: 'Bearer' };
  },

  GetAuthorizedUser: ({ user }) => ({
    user: {
      id: Number(user.id),
      username: user.username,
      email: user.email,
      color: user.color,
      profilePicture: user.profilePicture,
      initials: user.initials,
      week_start_day: user.weekStartDay,
      global_font_support: true,
      timezone: user.timezone,
    },
  }),
} satisfies Routes;
