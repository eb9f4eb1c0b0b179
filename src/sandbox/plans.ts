/**
 * Plans by the name the sandbox takes. Limits: https://developer.clickup.com/docs/rate-limits. Guests with permissions of
 * their own: null is without limit, else so many for the first member seat and for each further one; approximate.
 * https://help.clickup.com/hc/en-us/articles/6303244318999-Billing-for-guest-seats
 *
 * @example
 * console.log(plans.enterprise.requestsPerMinute); // 10000
 */
export const plans = {
  free: { id: 13, name: 'Free Forever', rank: 0, requestsPerMinute: 100, guests: null },
  unlimited: { id: 14, name: 'Unlimited', rank: 1, requestsPerMinute: 100, guests: { first: 5, perMember: 2 } },
  business: { id: 15, name: 'Business', rank: 2, requestsPerMinute: 100, guests: { first: 10, perMember: 5 } },
  'business-plus': {
    id: 16,
    name: 'Business Plus',
    rank: 3,
    requestsPerMinute: 1000,
    guests: { first: 10, perMember: 5 },
  },
  enterprise: { id: 17, name: 'Enterprise', rank: 4, requestsPerMinute: 10000, guests: { first: 10, perMember: 10 } },
} as const;

/**
 * A plan by the name the sandbox takes.
 *
 * @example
 * const plan: Plan = 'business-plus';
 * const sandbox = createSandbox({ plan });
 */
export type Plan = keyof typeof plans;

/** Whether `plan` includes what starts with plan `from`. */
export const planIncludes = (plan: Plan, from: Plan): boolean => plans[plan].rank >= plans[from].rank;
